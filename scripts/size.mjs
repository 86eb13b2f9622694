// What a first visit must fetch before the first screen works, gzip: fails where it has outgrown its room.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../apps/web/dist', import.meta.url))
const room = { js: 45_000, css: 10_000 }

/** Bytes of the built first screen by kind: what index.html names, which is the entry and all that it imports at once. */
export function firstScreenBytes() {
  const page = readFileSync(`${dist}/index.html`, 'utf8')
  const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(js|css))"/g)]
  const bytes = { js: 0, css: 0 }
  for (const [, file, kind] of files) bytes[kind] += gzipSync(readFileSync(dist + file), { level: 9 }).length
  return bytes
}

/** Prints both, and returns whether they fit. */
export function checkSize() {
  const bytes = firstScreenBytes()
  for (const kind of ['js', 'css']) {
    const share = ((100 * bytes[kind]) / room[kind]).toFixed(0)
    console.log(`first screen ${kind}: ${bytes[kind]} bytes gzip, ${share} % of ${room[kind]}`)
  }
  return bytes.js > 0 && bytes.js <= room.js && bytes.css <= room.css
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { build } = await import('./build.mjs')
  build()
  process.exitCode = checkSize() ? 0 : 1
}
