export * from './close-code-words.ts'
export * from './problem-words.ts'
export * from './wire-schemas.ts'
