import { percentile } from '../../../bench/support/statistics.ts'
import { none, type Row } from '../report.ts'
import type { Held } from './watched-server.ts'

export interface Loaded {
  readonly minutes: number
  readonly streams: number
  readonly open: number
  readonly silent: number
  readonly returns: number
  readonly microphones: number
  /** While it was measured, and in all, the warm-up's included. */
  readonly started: number
  readonly startedInAll: number
  readonly ended: number
  readonly perS: number
  readonly events: number
  readonly due: number
  readonly delivered: number
  readonly latenciesMs: readonly number[]
  readonly lags: number
  readonly failures: number
  readonly logged: number
  readonly answers: ReadonlyMap<string, number>
  /** At the beginning, after each quarter, and so at the end. */
  readonly quarters: readonly Held[]
  /** Each minute, and each quarter. */
  readonly held: readonly Held[]
  readonly exitCode: number | null
}

/** How far heap and memory may have grown from first to last, of the first. */
const [mostHeapGrowth, mostMemoryGrowth] = [0.1, 0.15]
/** Passers-by come and go, and their connections are kept for some seconds. */
const mostMoreDescriptors = 0.03
/** What an event takes in a session's history, some 300 bytes and their block, and how many of them a session keeps. */
const [bytesPerEvent, keptEach] = [400, 1_024]

/** The table of a run under load: what was found, and what it should be. */
export function loadRows(loaded: Loaded): Row[] {
  const { perS, minutes, streams, open, due, delivered, quarters, exitCode } = loaded
  const wantedEnds = Math.floor(perS * minutes * 60 * 0.98)
  const statuses = [...loaded.answers].filter(([answer]) => !/ (200|101)$/.test(answer))
  return [
    exactly('streams open at the end, or coming back', open, streams),
    none('streams that heard nothing for 40 s', loaded.silent),
    figure('streams that came of age and were resumed', count(loaded.returns)),
    exactly('microphones', loaded.microphones, 50),
    atLeast('sessions started', loaded.started, wantedEnds),
    exactly('sessions ended, the warm-up’s included', loaded.ended, loaded.startedInAll),
    figure('tone events', count(loaded.events)),
    exactly('events delivered', delivered, due),
    figure('last sample of the window → event, median', ms(percentile(loaded.latenciesMs, 50))),
    figure('last sample of the window → event, p95', ms(percentile(loaded.latenciesMs, 95))),
    none('lag messages', loaded.lags),
    none('answers other than 200 and 101', sum(statuses.map(([, times]) => times))),
    none('errors that clients met', loaded.failures),
    none('lines that the server logged (warnings and worse)', loaded.logged),
    ...heldRows(quarters, Math.min(loaded.events, loaded.microphones * keptEach)),
    figure('event-loop delay, p99 of a minute, median and worst', delayOf(loaded)),
    figure(
      'event-loop delay, most',
      ms(Math.max(...loaded.held.slice(1).map(({ delayMostMs }) => delayMostMs))),
    ),
    figure('of one core for the server', `${((100 * coreOf(quarters)) / (minutes * 60_000)).toFixed(0)} %`),
    exactly('exit code at SIGTERM, all of them connected', exitCode ?? NaN, 0),
  ]
}

function heldRows(quarters: readonly Held[], kept: number): Row[] {
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (!first || !last) return []
  const heapMost = first.heapBytes * (1 + mostHeapGrowth) + kept * bytesPerEvent
  const memoryMost = first.rssBytes * (1 + mostMemoryGrowth) + kept * bytesPerEvent
  const descriptorsMost = first.descriptors * (1 + mostMoreDescriptors)
  const chain = (of: (held: Held) => string) => quarters.map(of).join(' → ')
  return [
    {
      name: 'heap after a collection, at the quarters',
      found: `${chain(({ heapBytes }) => megabytes(heapBytes))} MB`,
      wanted: `≤ ${megabytes(heapMost)} MB`,
      isRight: last.heapBytes <= heapMost,
    },
    {
      name: 'memory (RSS), at the quarters',
      found: `${chain(({ rssBytes }) => megabytes(rssBytes))} MB`,
      wanted: `≤ ${megabytes(memoryMost)} MB`,
      isRight: last.rssBytes <= memoryMost,
    },
    {
      name: 'descriptors, at the quarters',
      found: chain(({ descriptors }) => String(descriptors)),
      wanted: `≤ ${Math.floor(descriptorsMost)}`,
      isRight: last.descriptors <= descriptorsMost,
    },
  ]
}

/** The first is of what came before. */
function delayOf({ held }: Loaded): string {
  const delaysP99Ms = held.slice(1).map(({ delayP99Ms }) => delayP99Ms)
  return `${ms(percentile(delaysP99Ms, 50))}, ${ms(Math.max(...delaysP99Ms))}`
}

function coreOf(quarters: readonly Held[]): number {
  return (quarters.at(-1)?.cpuMs ?? NaN) - (quarters[0]?.cpuMs ?? NaN)
}

export function figure(name: string, found: string): Row {
  return { name, found, wanted: '', isRight: true }
}

function exactly(name: string, found: number, wanted: number): Row {
  return { name, found: count(found), wanted: count(wanted), isRight: found === wanted }
}

function atLeast(name: string, found: number, wanted: number): Row {
  return { name, found: count(found), wanted: `≥ ${count(wanted)}`, isRight: found >= wanted }
}

/** `what status: times`, one after the other. */
export function formatAnswers(answers: ReadonlyMap<string, number>): string {
  return [...answers]
    .sort()
    .map(([answer, times]) => `${answer}: ${count(times)}`)
    .join(' · ')
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
export const count = (number: number) => number.toLocaleString('en-GB')
export const ms = (value: number) => `${value.toFixed(1)} ms`
export const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
