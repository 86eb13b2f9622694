import { defineConfig } from 'vitest/config'
import { parallelTests } from './parallel-tests.ts'

export default defineConfig({
  test: {
    name: 'e2e-parallel',
    environment: 'node',
    root: import.meta.dirname,
    include: parallelTests,
    // They wait more than they work: three browsers at a time keep two cores busy.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What comes in the end may take a busy machine more than the usual second.
    expect: { poll: { timeout: 5_000 } },
    // After everything that is quick to fail.
    sequence: { groupOrder: 1 },
  },
})
