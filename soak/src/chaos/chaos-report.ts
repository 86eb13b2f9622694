import { none, type Row } from '../report.ts'
import type { Audit } from './ledger.ts'
import type { ChaosRound } from './chaos-round.ts'
import type { NodeStats } from './node-messages.ts'

export interface Chaos {
  readonly round: ChaosRound
  readonly audit: Audit
  /** Ids that the log had held and held no more. */
  readonly forgotten: number
  readonly reaped: Reaped
  /** After everything has ended. */
  readonly stats: readonly NodeStats[]
  readonly keysLeft: number
  /** Subscriptions in Redis, above the sessions that nodes hold; with all clients there, and once all is over. */
  readonly unneeded: number
  readonly staleMicrophones: number
  readonly errors: number
  readonly memory: { readonly empty: number; readonly full: number; readonly after: number }
  readonly activity: ChaosActivity
}

export interface Reaped {
  /** Sessions that Redis told to be gone more than once. */
  readonly twice: number
  /** How often a node told anew of an end. */
  readonly toldAgain: number
  /** Sessions that are gone, without a word of it that was seen from outside. */
  readonly unseen: number
}

export interface ChaosActivity {
  /** Where the proxy led its connections. */
  readonly given: readonly { readonly name: string; readonly connections: number }[]
  /** How often a node was started. */
  readonly runs: number
  readonly swept: number
  readonly expiredSeen: number
  readonly expectedErrors: number
  readonly clocksAheadS: readonly number[]
}

/** What Redis may keep of scripts, connections and its own tables once all sessions are gone. */
const mostLeftBytes = 2_000_000

/** The table of a chaos: what was found, what it should be. */
export function chaosRows(chaos: Chaos): Row[] {
  return [
    ...eventRows(chaos),
    ...sessionRows(chaos),
    ...leftRows(chaos),
    none('unexpected errors of nodes', chaos.errors),
    none('events that the chaos itself failed to read', chaos.round.unread),
  ]
}

function eventRows({ round: { verdict }, audit, forgotten }: Chaos): Row[] {
  return [
    none('events lost', verdict.lost),
    none('events doubled', verdict.doubled),
    none('events out of order', verdict.outOfOrder),
    none('events changed', verdict.changed),
    none('events lost by a node that lived, or was told to stop', audit.lost),
    none('events that a node was told a wrong id of', audit.misfiled),
    none('events stored twice', audit.storedTwice),
    none('events stored in another order than said', audit.misordered),
    none('events stored that nobody said', audit.unsaid),
    none('events that the store refused, or let go', audit.refused + audit.letGo),
    none('events that Redis forgot', forgotten),
  ]
}

function sessionRows({ round, reaped, staleMicrophones }: Chaos): Row[] {
  const { strays } = round
  return [
    none('clients not caught up within a minute', round.late),
    none('clients told of an end before it was', round.wiped),
    none('sessions gone while clients came and went', round.gone),
    none('clients not told rightly of the end', round.untold),
    none('left sessions gone before their idle time', strays.tooEarly),
    none('sessions gone from under somebody who watched', strays.torn),
    none('sessions never gone', strays.lingering + round.sessionsLeft),
    none('sessions reaped twice', reaped.twice),
    none('ends that a node told of twice', reaped.toldAgain),
    none('microphones that went on beside a newer one', staleMicrophones),
  ]
}

/** What there should be nothing of once all is over. */
function leftRows({ stats, unneeded, keysLeft, memory }: Chaos): Row[] {
  const left = stats.reduce((sum, { streams, microphones }) => sum + streams + microphones, 0)
  return [
    none('subscriptions that no node needs', unneeded),
    none('streams and microphones left on nodes', left),
    none(
      'classifiers left on nodes',
      stats.reduce((sum, { classifiers }) => sum + classifiers, 0),
    ),
    none('keys left in Redis', keysLeft),
    memoryRow(memory),
  ]
}

function memoryRow({ empty, full, after }: Chaos['memory']): Row {
  return {
    name: 'memory of Redis',
    found: `${[empty, full, after].map((bytes) => (bytes / 1e6).toFixed(1)).join(' → ')} MB`,
    wanted: 'within +2 MB',
    isRight: after - empty <= mostLeftBytes,
  }
}

/** What went on, so that a table of noughts can be believed; and what is lost by its nature, which a table must not hide. */
export function formatChaosActivity({ round, audit, reaped, activity }: Chaos): string {
  const many = (count: number) => count.toLocaleString('en-GB')
  const { strays, verdict, couples } = round
  const clients = couples.flatMap(({ owner, other }) => [owner, other])
  const heard = clients.flatMap(({ kept }) => kept)
  const caughtUp = heard.filter((item) => item.kind === 'tone' && item.caughtUp).length
  const streams = clients.reduce((sum, { streams: { opened } }) => sum + opened, 0)
  const stored = couples.reduce((sum, { truth }) => sum + truth.head(), 0)
  const list = (tally: Readonly<Record<string, number>>, prefix: string) =>
    Object.entries(tally)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `  ${many(count).padStart(6)} × ${prefix}${name}`)
  return [
    `${many(audit.said)} events were given to the nodes, ${many(stored)} are stored; heard ${many(heard.length)} times, ` +
      `${many(caughtUp)} of them caught up, ${many(verdict.missed)} named as missed; ${many(streams)} streams opened.`,
    `Gone with a node that was killed before Redis had answered: ${many(audit.diedWithNode)} events. ` +
      `With a node that was told to stop while Redis was away: ${many(audit.stoppedWithoutRedis)}.`,
    `${many(strays.started)} more sessions were started and left, ${many(strays.sat)} of them watched without a break before; ${many(strays.foundLate)} were found again after ` +
      `their time, before a sweep. Of all sessions ${many(activity.expiredSeen)} were seen to expire, ${many(reaped.unseen)} ` +
      `went unseen. Sweeps took ${many(activity.swept)}: of ${many(strays.unanswered)} starts that had no certain answer some took effect.`,
    `Connections went to ${activity.given.map(({ name, connections }) => `${name} ${many(connections)}`).join(', ')}.`,
    `Nodes were started ${activity.runs} times; their clocks were ahead by ${activity.clocksAheadS.join(', ')} s at the end. ` +
      `They said ${activity.expectedErrors} times that Redis was out of reach while it was.`,
    ...list(round.harms, ''),
    ...list(round.happenings, 'a phone '),
  ].join('\n')
}
