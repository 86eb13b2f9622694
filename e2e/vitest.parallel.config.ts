import { defineConfig } from 'vitest/config'
import { parallelTests } from './parallel-tests.ts'

export default defineConfig({
  test: {
    name: 'e2e-parallel',
    environment: 'node',
    root: import.meta.dirname,
    include: parallelTests,
    // Two browsers at a time are none too many for these.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // After everything that is quick to fail.
    sequence: { groupOrder: 1 },
  },
})
