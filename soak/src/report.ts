import type { Holdings } from './holdings.ts'
import type { Round } from './round.ts'

export interface Row {
  readonly name: string
  readonly found: string
  readonly wanted: string
  readonly isRight: boolean
}

/** How far the heap may have grown, of its start. */
const mostGrowth = 0.1

export interface Soaked {
  readonly round: Round
  /** Before anything was begun. */
  readonly atFirst: Holdings
  /** After a short round in which everything was used once, or what is loaded late would look like a leak. */
  readonly before: Holdings
  readonly after: Holdings
  /** There was time for Node to drop connections on which no client ever said a word (60 to 90 s): these count too. */
  readonly isWhole: boolean
}

/** The table of a soak: what was found, what it should be. */
export function reportRows({ round, atFirst, before, after, isWhole }: Soaked): Row[] {
  const { verdict } = round
  return [
    none('events lost', verdict.lost),
    none('events doubled', verdict.doubled),
    none('events out of order', verdict.outOfOrder),
    none('events changed', verdict.changed),
    none('clients not caught up within a minute', round.late),
    none('clients that lost their session before its end', round.wiped),
    none('clients not told rightly of the end', round.untold),
    none('clients with two streams at once', round.twoStreams),
    none('clients with two wake locks at once', round.twoLocks),
    none('wake locks held without a stream', round.idleLocks),
    none('leaked sessions', round.sessionsLeft),
    none('leaked classifiers', after.server.classifiers),
    none('leaked streams and microphones', after.server.streams + after.server.microphones),
    none('leaked sockets, server', after.server.sockets + (isWhole ? after.server.unusedSockets : 0)),
    none('leaked sockets, clients', after.clientSockets),
    none('leaked timers, server', after.server.timers - atFirst.server.timers),
    none('leaked timers, clients', after.clientTimers - atFirst.clientTimers + round.pageTimersLeft),
    none('leaked wake locks', round.locksLeft),
    none('unexpected errors, server', after.server.errors),
    none('events that the soak itself failed to read', round.unread),
    heap('heap, server', before.server.heapBytes, after.server.heapBytes),
    heap('heap, clients', before.clientHeapBytes, after.clientHeapBytes),
  ]
}

export function none(name: string, found: number): Row {
  return { name, found: String(found), wanted: '0', isRight: found === 0 }
}

function heap(name: string, before: number, after: number): Row {
  const growth = after / before - 1
  const found = `${megabytes(before)} → ${megabytes(after)} MB (${growth < 0 ? '−' : '+'}${Math.abs(growth * 100).toFixed(1)} %)`
  return { name, found, wanted: 'within +10 %', isRight: growth <= mostGrowth }
}

export function formatRows(rows: readonly Row[]): string {
  const cells = [{ name: '', found: 'found', wanted: 'must be', isRight: true }, ...rows]
  const width = (key: 'name' | 'found' | 'wanted') => Math.max(...cells.map((row) => row[key].length))
  const line = ({ name, found, wanted, isRight }: Row) =>
    `| ${name.padEnd(width('name'))} | ${found.padEnd(width('found'))} | ${wanted.padEnd(width('wanted'))} |${isRight ? '' : ' ← wrong'}`
  const [head, ...body] = cells.map(line)
  const rule = `| ${'-'.repeat(width('name'))} | ${'-'.repeat(width('found'))} | ${'-'.repeat(width('wanted'))} |`
  return [head, rule, ...body].join('\n')
}

/** What went on, so that a table of noughts can be believed. */
export function formatActivity({ activity }: Round, cpu: { server: number; clients: number }): string {
  const { events, heard, caughtUp, streams, viewers, happenings } = activity
  const many = (count: number) => count.toLocaleString('en-GB')
  const befell = Object.entries(happenings)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `  ${many(count).padStart(6)} × a phone ${name}`)
  return [
    `${many(events)} events; heard ${many(heard)} times, ${many(caughtUp)} of them caught up; ` +
      `${many(streams)} streams opened; ${many(viewers)} of the second clients are viewers.`,
    ...befell,
    `CPU, of one core: server ${percent(cpu.server)}, clients and network ${percent(cpu.clients)}.`,
  ].join('\n')
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
const percent = (share: number) => `${Math.round(share * 100)} %`
