/** The servers that are measured side by side, by what tables call them; `nchan` is none of ours to build. */
export const serverFiles = {
  product: 'fanout/product-process.ts',
  raw: 'fanout/peer-raw.ts',
  express: 'fanout/peer-express.ts',
  'better-sse': 'fanout/peer-better-sse.ts',
} as const

export type ServerName = keyof typeof serverFiles
