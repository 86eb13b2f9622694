import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'

/** Once all code that was asked for is there, and has done what it does. */
export async function settled(): Promise<void> {
  await vi.dynamicImportSettled()
  await flushPromises()
}
