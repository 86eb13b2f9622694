import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Sound and pictures are packed already, in forms of their own. */
const packable = /\.(?:js|css|html|svg|json|webmanifest)$/

/** Each at its highest level: Brotli's is the default, as for what is packed once and sent often. */
const codings = [
  { ending: '.br', pack: promisify<Buffer, Buffer>(brotliCompress) },
  { ending: '.gz', pack: (plain: Buffer) => promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }) },
]

/**
 * Lays a `.br` and a `.gz` beside each file of the build that they make smaller; the server sends them as they lie there.
 * What is packed is what is on the disk in the end, the service worker included, which is made last of all.
 */
export function packedFiles(): Plugin {
  let folder = ''
  return {
    name: 'undertone-packed-files',
    apply: 'build',
    enforce: 'post',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        for (const name of await readdir(folder, { recursive: true })) {
          if (packable.test(name)) await lay(join(folder, name))
        }
      },
    },
  }
}

async function lay(file: string): Promise<void> {
  const plain = await readFile(file)
  for (const { ending, pack } of codings) {
    const packed = await pack(plain)
    if (packed.length < plain.length) await writeFile(file + ending, packed)
  }
}
