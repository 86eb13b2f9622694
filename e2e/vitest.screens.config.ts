import { defineConfig } from 'vitest/config'
import { screenTests } from './screen-tests.ts'

export default defineConfig({
  test: {
    name: 'screens',
    environment: 'node',
    root: import.meta.dirname,
    include: screenTests,
    // Nothing here listens to a real voice: two browsers at a time are none too many.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // After everything that is quick to fail.
    sequence: { groupOrder: 1 },
  },
})
