import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import loadWabt from 'wabt'

const src = join(import.meta.dirname, '../src')

/** What is written in WebAssembly's text format: `src/NAME.wat`. */
export const assemblies = readdirSync(src)
  .filter((file) => file.endsWith('.wat'))
  .map((file) => file.slice(0, -'.wat'.length))

/** The binary of `src/NAME.wat`, as the TypeScript module that holds it in base64. */
export async function assembled(name: string): Promise<string> {
  const wabt = await loadWabt()
  const module = wabt.parseWat(`${name}.wat`, readFileSync(join(src, `${name}.wat`), 'utf8'), { simd: true })
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64')
  const constant = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return `/** Made of ${name}.wat by \`pnpm --filter @undertone/voice assemble\`; a test compares. */\nexport const ${constant}Code =\n  '${base64}'\n`
}

/** Where the binary of `src/NAME.wat` stands. */
export function codeFile(name: string): string {
  return join(src, `${name}-code.ts`)
}

/** `assemble`: writes all of them to where the classifier has them from. */
if (import.meta.filename === process.argv[1])
  for (const name of assemblies) writeFileSync(codeFile(name), await assembled(name))
