export * from './affect.ts'
