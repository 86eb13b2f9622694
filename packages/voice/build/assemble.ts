import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import loadWabt from 'wabt'

const src = join(import.meta.dirname, '../src')

/** The binary of `src/batch-dense.wat`, in base64. */
export async function assembled(): Promise<string> {
  const wabt = await loadWabt()
  const module = wabt.parseWat('batch-dense.wat', readFileSync(join(src, 'batch-dense.wat'), 'utf8'), {
    simd: true,
  })
  return Buffer.from(module.toBinary({}).buffer).toString('base64')
}

/** `assemble`: writes it to where the classifier has it from. */
if (import.meta.filename === process.argv[1])
  writeFileSync(
    join(src, 'batch-dense-code.ts'),
    `/** Made of batch-dense.wat by \`pnpm --filter @undertone/voice assemble\`; a test compares. */\nexport const batchDenseCode =\n  '${await assembled()}'\n`,
  )
