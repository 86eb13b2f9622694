import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'apps/*',
      'apps/server/vitest.redis.config.ts',
      'scripts',
      'e2e',
      'e2e/vitest.parallel.config.ts',
      'e2e/vitest.lone.config.ts',
      'soak',
      'fuzz',
    ],
    // Left to itself vitest keeps a core free; of two, that is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
