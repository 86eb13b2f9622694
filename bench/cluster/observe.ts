import { pause, speakAll, type Field } from './field.ts'
import { machineMs } from '../support/machine-ms.ts'
import type { Speech, Spoken } from './speaker.ts'

/** What happened while it was looked at. */
export interface Observed {
  readonly tookMs: number
  readonly said: number
  /** How long it took to say them, and to have them all stored. */
  readonly sayingMs: number
  readonly heard: number
  readonly latenciesMs: readonly number[]
  /** CPU of all nodes, and of Redis. */
  readonly nodesMs: number
  readonly redisMs: number
  /** To Redis and from it, into its append-only file, and to those who watch. */
  readonly inBytes: number
  readonly outBytes: number
  readonly fileBytes: number
  readonly streamBytes: number
  /** Commands that Redis ran, by their names. */
  readonly calls: ReadonlyMap<string, number>
}

/** So many events a second for so long. */
export function observe(
  field: Field,
  perS: number,
  forMs: number,
  what: Speech['what'] = 'tones',
): Promise<Observed> {
  return observeDuring(field, () => speakAll(field, { what, perS, forMs }))
}

/** Nothing is said. */
export function observeQuiet(field: Field, forMs: number): Promise<Observed> {
  return observeDuring(field, () => pause(forMs).then(() => nothing))
}

const nothing: Spoken = { events: 0, tookMs: 0 }

export async function observeDuring(field: Field, act: () => Promise<Spoken>): Promise<Observed> {
  await field.watchers.take()
  const before = await totalsOf(field)
  const { events: said, tookMs: sayingMs } = await act()
  // An answer may come before the event has reached its socket.
  await pause(200)
  const after = await totalsOf(field)
  const { count: heard, latenciesMs, bytes: streamBytes } = await field.watchers.take()
  return {
    said,
    sayingMs,
    heard,
    latenciesMs,
    streamBytes,
    tookMs: after.atMs - before.atMs,
    nodesMs: after.nodesMs - before.nodesMs,
    redisMs: after.cpuMs - before.cpuMs,
    inBytes: after.inBytes - before.inBytes,
    outBytes: after.outBytes - before.outBytes,
    fileBytes: after.fileBytes - before.fileBytes,
    calls: new Map([...after.calls].map(([name, calls]) => [name, calls - (before.calls.get(name) ?? 0)])),
  }
}

async function totalsOf({ nodes, figures }: Field) {
  const usages = await Promise.all(nodes.map((node) => node.usage()))
  const nodesMs = usages.reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  return { atMs: machineMs(), nodesMs, ...(await figures.read()) }
}
