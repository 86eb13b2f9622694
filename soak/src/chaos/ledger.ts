import type { NodeRun } from './node-process.ts'
import type { NodeTale } from './node-messages.ts'

/** An event that a node was given to store, and what became of it as far as the node could tell. */
interface Entry {
  readonly run: NodeRun
  readonly print: string
  /** Undefined until the store answered; null where it let the event go. */
  id: number | null | undefined
}

/** What the nodes said, held against what is written. All but the last three are faults. */
export interface Audit {
  /** Of a node that lived on, or had time to hand over. */
  lost: number
  /** The store answered with an id that isn't that event's. */
  misfiled: number
  storedTwice: number
  /** A session's events of one node that stand in another order than they were said in. */
  misordered: number
  /** Written, and said by no node. */
  unsaid: number
  refused: number
  /** Let go because too much waited: ids without events, which are gaps to whoever listens. */
  letGo: number
  /** Of a node that was killed before Redis had answered, and not written. */
  diedWithNode: number
  /** Of a node that was told to stop while Redis was away, and not written. */
  stoppedWithoutRedis: number
  said: number
}

export interface Ledger {
  take(run: NodeRun, tale: NodeTale): void
  /** Nothing new was said for so long, and nothing waits that a living node said. */
  isQuiet(forMs: number): boolean
  /** Sessions that sweeps of all nodes counted. */
  swept(): number
  /** How often a node told anew of the end of a session that it had told of. */
  toldAgain(): number
  /** How often a node was started, and said anything. */
  runs(): number
  /** `writtenOf`: fingerprints of a session's events, the first one's at 0. `couldHandOver`: the run ended with Redis there. */
  audit(
    sessionIds: readonly string[],
    writtenOf: (sessionId: string) => readonly string[],
    couldHandOver: (run: NodeRun) => boolean,
  ): Audit
}

export function createLedger(nowMs: () => number): Ledger {
  const bySession = new Map<string, Entry[]>()
  const byRun = new Map<NodeRun, Entry[]>()
  let refused = 0
  let swept = 0
  const removals = new Set<string>()
  let toldAgain = 0
  let latestAtMs = 0

  function entriesOf(sessionId: string): Entry[] {
    const known = bySession.get(sessionId) ?? []
    bySession.set(sessionId, known)
    return known
  }

  function take(run: NodeRun, tale: NodeTale): void {
    const ofRun = byRun.get(run) ?? []
    byRun.set(run, ofRun)
    if (tale.say === 'heard') latestAtMs = nowMs()
    if (tale.say === 'heard') {
      const { sessionId, print } = tale
      const entry: Entry = { run, print, id: undefined }
      ofRun[tale.number - 1] = entry
      entriesOf(sessionId).push(entry)
    } else if (tale.say === 'stored') {
      const entry = ofRun[tale.number - 1]
      if (entry) entry.id = tale.id
    } else if (tale.say === 'refused') refused++
    else if (tale.say === 'swept') swept += tale.sessions
    else if (tale.say === 'removed') noteRemoval(run, tale.sessionId, tale.reason)
  }

  /** A node that goes ends all that it has; a session that is over is over once. */
  function noteRemoval(run: NodeRun, sessionId: string, reason: string): void {
    const removal = `${run.name} ${sessionId}`
    if (reason !== 'shutdown' && removals.has(removal)) toldAgain++
    removals.add(removal)
  }

  return {
    take,
    toldAgain: () => toldAgain,
    swept: () => swept,
    runs: () => byRun.size,
    isQuiet(forMs) {
      const waits = ([run, ofRun]: [NodeRun, Entry[]]) =>
        run.end === null && ofRun.some(({ id }) => id === undefined)
      return nowMs() - latestAtMs >= forMs && ![...byRun].some(waits)
    },
    audit(sessionIds, writtenOf, couldHandOver) {
      const audit: Audit = { ...nothingFound, refused }
      for (const sessionId of sessionIds) {
        auditSession(audit, entriesOf(sessionId), writtenOf(sessionId), couldHandOver)
      }
      return audit
    },
  }
}

const nothingFound: Audit = {
  lost: 0,
  misfiled: 0,
  storedTwice: 0,
  misordered: 0,
  unsaid: 0,
  refused: 0,
  letGo: 0,
  diedWithNode: 0,
  stoppedWithoutRedis: 0,
  said: 0,
}

function auditSession(
  audit: Audit,
  said: readonly Entry[],
  written: readonly string[],
  couldHandOver: (run: NodeRun) => boolean,
): void {
  const idOf = idsOf(audit, said, written)
  const latestId = new Map<NodeRun, number>()
  audit.said += said.length
  for (const { run, print, id } of said) {
    const writtenId = idOf.get(print)
    const before = latestId.get(run) ?? 0
    if (typeof id === 'number' && id !== writtenId) audit.misfiled++
    else if (writtenId === undefined) audit[id === null ? 'letGo' : fateOf(run, couldHandOver)]++
    else if (writtenId < before) audit.misordered++
    latestId.set(run, Math.max(before, writtenId ?? 0))
  }
}

/** Where each event is written first. */
function idsOf(audit: Audit, said: readonly Entry[], written: readonly string[]): Map<string, number> {
  const prints = new Set(said.map(({ print }) => print))
  const idOf = new Map<string, number>()
  for (const [index, print] of written.entries()) {
    if (print === '') continue
    if (idOf.has(print)) audit.storedTwice++
    else idOf.set(print, index + 1)
    if (!prints.has(print)) audit.unsaid++
  }
  return idOf
}

function fateOf(
  run: NodeRun,
  couldHandOver: (run: NodeRun) => boolean,
): 'lost' | 'diedWithNode' | 'stoppedWithoutRedis' {
  if (run.end === 'killed') return 'diedWithNode'
  return run.end === 'stopped' && !couldHandOver(run) ? 'stoppedWithoutRedis' : 'lost'
}
