import { afterAll, beforeAll, describe, it } from 'vitest'
import { launchRedis, type RedisProcess } from '../../../test/support/redis-process.ts'
import { describeSessionEvents } from '../../../test/support/stores/event-conformance.ts'
import { describeSessionLife } from '../../../test/support/stores/life-conformance.ts'
import { createRedisWorld } from '../../../test/support/stores/redis-harness.ts'
import type { CreateStoreHarness } from '../../../test/support/stores/store-harness.ts'
import { expectNoSeam } from '../../../test/support/streams/no-seam.ts'

let redis: RedisProcess
beforeAll(async () => {
  redis = await launchRedis()
})
afterAll(() => redis.remove())

const createHarness: CreateStoreHarness = async (options) =>
  (await createRedisWorld(redis.url)).createNode(options)

describe('the store in Redis', () => {
  describeSessionLife(createHarness)
  describeSessionEvents(createHarness)
})

it(
  'gives every subscriber exactly what it is due, and ends every session once, whatever comes in whatever order',
  { timeout: 120_000 },
  () => expectNoSeam(createHarness, 150),
)
