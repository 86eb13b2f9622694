import { configDefaults, defineConfig } from 'vitest/config'
import { loneTests } from './lone-tests.ts'
import { parallelTests } from './parallel-tests.ts'

export default defineConfig({
  test: {
    name: 'e2e',
    environment: 'node',
    include: ['*.test.ts'],
    exclude: [...configDefaults.exclude, ...parallelTests, ...loneTests],
    // Two browsers at a time: each of them and what serves it take less than a core, and a third would starve the microphone.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What comes in the end may take a busy machine more than the usual second.
    expect: { poll: { timeout: 5_000 } },
    // After everything that is quick to fail.
    sequence: { groupOrder: 2 },
  },
})
