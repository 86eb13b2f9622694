import { describe } from 'vitest'
import { describeSessionEvents } from '../../test/support/stores/event-conformance.ts'
import { describeSessionLife } from '../../test/support/stores/life-conformance.ts'
import { createMemoryHarness } from '../../test/support/stores/memory-harness.ts'

describe('the store in memory', () => {
  describeSessionLife(createMemoryHarness)
  describeSessionEvents(createMemoryHarness)
})
