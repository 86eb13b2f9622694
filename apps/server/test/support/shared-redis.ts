import type { TestProject } from 'vitest/node'
import { launchRedis } from './redis-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the servers under test keep their sessions; undefined where that is their own memory. */
    redisUrl: string | undefined
  }
}

/** One Redis for a whole run; each server takes a database of its own in it. */
export default async function launchSharedRedis(project: TestProject): Promise<() => Promise<void>> {
  const redis = await launchRedis({ settings: ['--databases', String(databases)] })
  project.provide('redisUrl', redis.url)
  return redis.remove
}

export const databases = 8_192
