import { configDefaults, defineConfig } from 'vitest/config'
import { parallelTests } from './parallel-tests.ts'

export default defineConfig({
  test: {
    name: 'e2e',
    environment: 'node',
    include: ['*.test.ts'],
    exclude: [...configDefaults.exclude, ...parallelTests],
    // One browser at a time: two on two cores would starve the microphone.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // After everything that is quick to fail.
    sequence: { groupOrder: 2 },
  },
})
