// What a first visit must fetch before the first screen works, gzip: fails where it has outgrown its room.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../apps/web/dist', import.meta.url))
/** The page is what the first picture waits for: more than ten packets, and it takes another round trip (RFC 6928). */
const room = { js: 45_000, css: 10_000, page: 14_000 }

/** Bytes of the built first screen by kind: what index.html holds and names, which is the entry and all that it imports at once. */
export function firstScreenBytes() {
  const page = readFileSync(`${dist}/index.html`, 'utf8')
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(js|css))"/g)]
  const held = [...page.matchAll(/<(script|style)>(.+?)<\/\1>/gs)]
  const bytes = { js: 0, css: 0, page: packed(page) }
  for (const [, file, kind] of named) bytes[kind] += packed(readFileSync(dist + file))
  for (const [, tag, text] of held) bytes[tag === 'style' ? 'css' : 'js'] += packed(text)
  return bytes
}

function packed(content) {
  return gzipSync(content, { level: 9 }).length
}

/** Prints them, and returns whether they fit. */
export function checkSize() {
  const bytes = firstScreenBytes()
  for (const kind of Object.keys(room)) {
    const share = ((100 * bytes[kind]) / room[kind]).toFixed(0)
    console.log(`first screen ${kind}: ${bytes[kind]} bytes gzip, ${share} % of ${room[kind]}`)
  }
  return Object.keys(room).every((kind) => bytes[kind] > 0 && bytes[kind] <= room[kind])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { build } = await import('./build.mjs')
  build()
  process.exitCode = checkSize() ? 0 : 1
}
