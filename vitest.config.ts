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
      'soak',
    ],
  },
})
