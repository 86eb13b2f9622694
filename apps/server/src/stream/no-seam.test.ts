import { it } from 'vitest'
import { createMemoryHarness } from '../../test/support/stores/memory-harness.ts'
import { expectNoSeam } from '../../test/support/streams/no-seam.ts'

it('gives every subscriber exactly what it is due, and ends every session once, whatever comes in whatever order', async () => {
  await expectNoSeam(createMemoryHarness, 3_000)
})
