import { defineConfig } from 'vitest/config'

/** What is promised on the wire, once more, by servers whose sessions are in Redis. */
export default defineConfig({
  test: {
    name: 'server-on-redis',
    root: import.meta.dirname,
    environment: 'node',
    include: [
      'session-api',
      'stream',
      'viewers',
      'audio',
      'microphone-close',
      'slow-reader',
      'nothing-stays',
      'many-streams',
      'upgrade',
    ].map((name) => `test/${name}.test.ts`),
    globalSetup: ['test/support/build-once.ts', 'test/support/shared-redis.ts'],
    testTimeout: 20_000,
    // What comes in the end may take a busy machine more than the usual second.
    expect: { poll: { timeout: 5_000 } },
  },
})
