export * from './flaky-proxy.ts'
