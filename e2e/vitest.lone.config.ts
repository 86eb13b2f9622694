import { defineConfig } from 'vitest/config'
import { loneTests } from './lone-tests.ts'

export default defineConfig({
  test: {
    name: 'e2e-lone',
    environment: 'node',
    root: import.meta.dirname,
    include: loneTests,
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What comes in the end may take a busy machine more than the usual second.
    expect: { poll: { timeout: 5_000 } },
    sequence: { groupOrder: 3 },
  },
})
