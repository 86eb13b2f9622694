import type { EndReason } from '@undertone/shared'
import pLimit from 'p-limit'
import { z } from 'zod'
import type { StoredTone } from '../../stream/stored-tone.ts'
import type { ToldSpeech } from '../session-store.ts'
import { eventsOf } from './event-log.ts'
import type { Renewal } from './leases.ts'
import type { Batch, OutboxItem } from './outbox.ts'
import { bucketOf, createIdIn, deadlinesKey } from './redis-keys.ts'
import type { RedisLink } from './redis-link.ts'
import { toldSpeech } from './session-message.ts'
import { pageEvents, type Script, type SessionScripts } from './session-scripts.ts'

/** A session as Redis tells of it, in times that don't depend on its clock. */
export interface SessionFacts {
  readonly id: string
  readonly elcor: boolean
  readonly idleTtlMs: number
  readonly ageMs: number
  /** How long ago the last subscriber left; null where that isn't so. */
  readonly leftAgoMs: number | null
  readonly subscribers: number
}

export interface LogSlice {
  readonly head: number
  /** Events after the asked id that are still held, up to `head`. */
  readonly events: StoredTone[]
}

/** What a node that renews is told of a session. */
export interface Renewed {
  readonly sessionId: string
  /** -1 where the session is gone. */
  readonly head: number
  readonly microphone: number
  readonly speechSeq: number
}

export type SessionCalls = ReturnType<typeof createSessionCalls>

/** A log's page is some 400 kB, and Redis cuts a subscriber's connection on which 8 MB wait for long. */
const mostPagesAtOnce = 8
/** The page that comes with a join is some 13 kB: after an outage thousands join, and most of them have missed little. */
const mostJoinsAtOnce = 256

/** The scripts as functions: each runs one, and reads its answer. All reject with `store_unavailable` where Redis is away. */
export function createSessionCalls(link: Pick<RedisLink, 'run'>, scripts: SessionScripts) {
  async function run<T extends z.ZodType>(
    schema: T,
    script: Script,
    bucket: number,
    args: readonly string[],
  ): Promise<z.output<T>> {
    return schema.parse(await link.run(script, deadlinesKey(bucket), args))
  }
  const runFor = <T extends z.ZodType>(schema: T, script: Script, id: string, ...args: string[]) =>
    run(schema, script, bucketOf(id), [id, ...args])

  type Line = ReturnType<typeof pLimit>
  /** Who comes back doesn't wait for who reads whole histories. */
  const resumes = pLimit(mostPagesAtOnce)
  const joins = pLimit(mostJoinsAtOnce)
  const histories = pLimit(mostPagesAtOnce)
  const readFor = <T extends z.ZodType>(
    line: Line,
    schema: T,
    script: Script,
    id: string,
    ...args: string[]
  ) => line(() => runFor(schema, script, id, ...args))

  /** `events` with those after them up to `head`, which a long log brings by pages. */
  async function whole(line: Line, id: string, head: number, events: StoredTone[]): Promise<LogSlice> {
    const read = [...events]
    let isMore = (events.at(-1)?.id ?? head) < head
    while (isMore) {
      const next = await readFor(line, historySchema, scripts.history, id, String((read.at(-1)?.id ?? 0) + 1))
      const page = eventsOf(next?.[1] ?? [])
      read.push(...page)
      isMore = page.length === pageEvents && (page.at(-1)?.id ?? head) < head
    }
    return { head, events: read.filter((stored) => stored.id <= head) }
  }

  async function sweep(bucket: number): Promise<number> {
    const [removed, isMore] = await run(sweptSchema, scripts.sweep, bucket, [])
    return removed + (isMore === 1 ? await sweep(bucket) : 0)
  }

  return {
    async create(id: string, elcor: boolean, idleTtlMs: number, capacity: number): Promise<SessionFacts> {
      const args = [elcor ? '1' : '0', String(idleTtlMs), String(capacity)]
      await runFor(z.number(), scripts.create, id, ...args)
      return { id, elcor, idleTtlMs, ageMs: 0, leftAgoMs: null, subscribers: 0 }
    },
    async find(anyId: string) {
      const found = await runFor(foundSchema, scripts.find, anyId)
      if (!found) return null
      const [role, id, ...view] = found
      return { role, facts: factsOf(id, view) }
    },
    share: (id: string) => runFor(z.string().nullable(), scripts.share, id, createIdIn(bucketOf(id))),
    /** Counts `watcher`, and brings what it has to catch up. */
    async join(id: string, watcher: string, afterId: number | null) {
      const join = () => runFor(joinedSchema, scripts.join, id, watcher, String(afterId ?? ''))
      const found = await (afterId === null ? join() : joins(join))
      if (!found) return null
      const [head, page, state, at, seq, ...view] = found
      const slice = () => whole(resumes, id, head, eventsOf(page))
      return { head, slice, speech: toldSpeech(seq, at, state), facts: factsOf(id, view) }
    },
    leave: (id: string, watcher: string) => runFor(z.unknown(), scripts.leave, id, watcher),
    /** The ids of a batch's items, 0 for what has none; null where the session is gone. */
    publish: (id: string, writer: string, { items, number }: Batch) =>
      runFor(
        z.array(z.number()).nullable(),
        scripts.publish,
        id,
        writer,
        String(number),
        ...items.flatMap(argsOf),
      ),
    takeMicrophone: (id: string, node: string) =>
      runFor(z.tuple([z.number(), z.string()]).nullable(), scripts.takeMicrophone, id, node),
    async keepVoice(id: string, number: number, voice: string): Promise<void> {
      await runFor(z.unknown(), scripts.keepVoice, id, String(number), voice)
    },
    leaveMicrophone: (id: string, number: number, voice: string | null) =>
      runFor(z.unknown(), scripts.leaveMicrophone, id, String(number), voice ?? ''),
    async history(id: string): Promise<LogSlice | null> {
      const found = await readFor(histories, historySchema, scripts.history, id, '0')
      return found && whole(histories, id, found[0], eventsOf(found[1]))
    },
    async look(
      id: string,
      afterId: number,
    ): Promise<(LogSlice & { microphone: number; speech: ToldSpeech | null }) | null> {
      const found = await readFor(resumes, lookSchema, scripts.look, id, String(afterId + 1))
      if (!found) return null
      const [head, page, microphone, state, at, seq] = found
      return {
        ...(await whole(resumes, id, head, eventsOf(page))),
        microphone,
        speech: toldSpeech(seq, at, state),
      }
    },
    async remove(id: string, reason: EndReason): Promise<boolean> {
      return (await runFor(z.number(), scripts.remove, id, reason)) === 1
    },
    /** Removes what is idle in `bucket`; returns how many. */
    sweep,
    /** How many sessions `bucket` has. */
    count: (bucket: number) => run(z.number(), scripts.beat, bucket, []),
    /** Also brings how many sessions the bucket has. */
    async renew({ bucket, sessionIds, args }: Renewal): Promise<{ renewed: Renewed[]; sessions: number }> {
      const answers = await run(z.array(z.number()), scripts.renew, bucket, args)
      const renewed = sessionIds.map((sessionId, index) => {
        const [head = -1, microphone = 0, speechSeq = 0] = answers.slice(index * 3, index * 3 + 3)
        return { sessionId, head, microphone, speechSeq }
      })
      return { renewed, sessions: answers.at(-1) ?? 0 }
    },
  }
}

const number = z.string().transform(Number)
const page = z.array(z.string())
const view = [z.string(), number, number, z.string(), number] as const
type View = [elcor: string, ttlMs: number, ageMs: number, leftAgoMs: string, subscribers: number]

const foundSchema = z.tuple([z.enum(['owner', 'viewer']), z.string(), ...view]).nullable()
const joinedSchema = z.tuple([number, page, z.string(), z.string(), z.string(), ...view]).nullable()
const historySchema = z.tuple([number, page]).nullable()
const lookSchema = z.tuple([number, page, number, z.string(), z.string(), z.string()]).nullable()
const sweptSchema = z.tuple([z.number(), z.number()])

function factsOf(id: string, [elcor, idleTtlMs, ageMs, leftAgo, subscribers]: View): SessionFacts {
  const leftAgoMs = leftAgo === '' ? null : Number(leftAgo)
  return { id, elcor: elcor === '1', idleTtlMs, ageMs, leftAgoMs, subscribers }
}

function argsOf(item: OutboxItem): string[] {
  if (item.type === 'tone') return ['t', item.json]
  if (item.type === 'gap') return ['g', String(item.lost)]
  return ['s', String(item.number), item.speech.state, String(item.speech.timestampS)]
}
