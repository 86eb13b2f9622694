import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'voice', include: ['{src,cli,training}/**/*.test.ts'], testTimeout: 30_000 },
})
