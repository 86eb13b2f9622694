import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: 'flaky-proxy', environment: 'node' } })
