/** Tests of what is shown, none of which hears a voice or measures a time. */
export const screenTests = [
  'accessibility',
  'accessibility-contrast',
  'accessibility-dark',
  'installed',
  'keyboard',
  'notes',
  'packed',
  'screen-reader',
  'screens',
  'timeline',
  'watch',
].map((name) => `${name}.test.ts`)
