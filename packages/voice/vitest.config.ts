import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'voice',
    include: ['{src,cli,training}/**/*.test.ts'],
    // Nothing in it has a state that a file could leave to the next.
    isolate: false,
    testTimeout: 30_000,
  },
})
