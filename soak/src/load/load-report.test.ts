import { expect, it } from 'vitest'
import { loadRows, type Loaded } from './load-report.ts'
import type { Held } from './watched-server.ts'

const held: Held = {
  heapBytes: 30e6,
  rssBytes: 200e6,
  descriptors: 2_100,
  delayP99Ms: 3,
  delayMostMs: 20,
  cpuMs: 1_000,
}

const right: Loaded = {
  minutes: 5,
  streams: 2_000,
  open: 2_000,
  silent: 0,
  returns: 5_000,
  microphones: 50,
  perS: 20,
  started: 6_000,
  startedInAll: 7_200,
  ended: 7_200,
  events: 1_000,
  due: 32_000,
  delivered: 32_000,
  latenciesMs: [5, 6, 7],
  lags: 0,
  failures: 0,
  logged: 0,
  answers: new Map([
    ['start 200', 7_200],
    ['microphone 101', 50],
  ]),
  held: [held, held],
  quarters: [held, held, held, held, held],
  exitCode: 0,
}

/** The names of what isn't as it must be. */
function wrongIn(loaded: Loaded): string[] {
  return loadRows(loaded).flatMap(({ name, isRight }) => (isRight ? [] : [name]))
}

it('finds nothing wrong where all is right', () => {
  expect(wrongIn(right)).toEqual([])
})

it.each<[string, Partial<Loaded>]>([
  ['streams open at the end', { open: 1_999 }],
  ['microphones', { microphones: 49 }],
  ['sessions started', { started: 5_000 }],
  ['sessions ended', { ended: 7_199 }],
  ['events delivered', { delivered: 31_999 }],
  ['lag messages', { lags: 1 }],
  ['answers other than 200 and 101', { answers: new Map([['start 503', 1]]) }],
  ['errors that clients met', { failures: 1 }],
  ['heap', { quarters: [held, { ...held, heapBytes: 40e6 }] }],
  ['memory', { quarters: [held, { ...held, rssBytes: 240e6 }] }],
  ['descriptors', { quarters: [held, { ...held, descriptors: 2_200 }] }],
  ['exit code', { exitCode: null }],
])('finds it where %s are wrong', (name, wrong) => {
  expect(wrongIn({ ...right, ...wrong })).toEqual([expect.stringContaining(name)])
})
