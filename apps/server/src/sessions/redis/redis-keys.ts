import { randomBytes } from 'node:crypto'

/**
 * Sessions are spread over so many buckets. All keys of a bucket carry one hash tag, so on a cluster they lie on one
 * shard, and a script may touch a session, its viewer id and the bucket's deadlines in one step. Every node must use the
 * same number; 256 leave several buckets to each of as many shards as anybody runs.
 */
const bucketCount = 256

export const allBuckets: readonly number[] = Array.from({ length: bucketCount }, (_, bucket) => bucket)

/** Letters before each key, so that the database may be shared with others. */
const namespace = 'undertone'

/** Bucket of a session id or a viewer id: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, folded to its range. */
export function bucketOf(anyId: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < anyId.length; at++) hash = Math.imul(hash ^ anyId.charCodeAt(at), 0x01000193)
  return ((hash >>> 16) ^ hash) & (bucketCount - 1)
}

/** The sorted set of a bucket's deadlines; scripts find all other keys of the bucket by it. */
export function deadlinesKey(bucket: number): string {
  return `${namespace}:{${bucket}}:due`
}

/** Where all that happens in a session is told. */
export function channelOf(sessionId: string): string {
  return `${namespace}:{${bucketOf(sessionId)}}:ch:${sessionId}`
}

/** How often something happened of late. */
export function hitsKey(name: string): string {
  return `${namespace}:hits:${name}`
}

/** 128 random bits as base64url, drawn until they fall into `bucket`. Which bucket that is says nothing of another id. */
export function createIdIn(bucket: number): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url')
    if (bucketOf(id) === bucket) return id
  }
}
