/** Tests that can stand company: none of them listens to a real voice or measures a time. */
export const parallelTests = [
  'accessibility',
  'accessibility-contrast',
  'accessibility-dark',
  'cluster-proxy',
  'installed',
  'keyboard',
  'notes',
  'packed',
  'phone-answers',
  'phone-keep-time',
  'phone-notes',
  'phone-screen',
  'screen-reader',
  'screens',
  'timeline',
  'watch',
].map((name) => `${name}.test.ts`)
