import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { silence } from '../test/sounds.ts'
import { encodeWav } from './encode-wav.ts'
import { toInt16 } from './to-pcm.ts'

const folder = mkdtempSync(join(tmpdir(), 'undertone-classify-'))
const spoken = join(import.meta.dirname, '../test/fixtures/angry-german.flac')

afterAll(() => rmSync(folder, { recursive: true }))

describe('classify', () => {
  it('prints a line a file, in order, and goes on after one that fails', async () => {
    writeFileSync(join(folder, 'quiet.wav'), encodeWav(toInt16(silence(1))))
    writeFileSync(join(folder, 'junk.flac'), 'no sound in here')
    const { status, lines } = await classify(['junk.flac', 'missing.wav', '.', spoken, 'quiet.wav'])
    expect(lines).toMatchObject([
      { file: 'junk.flac', error: 'the file is neither WAV nor FLAC' },
      { file: 'missing.wav', error: 'there is no such file' },
      { file: '.', error: 'this is a folder, not a file' },
      { file: spoken, seconds: 2, affect: 'angry' },
      { file: 'quiet.wav', seconds: 1, affect: null, confidence: 0 },
    ])
    expect(status).toBe(1)
  })

  it('ends with 0 when all is well', async () => {
    expect((await classify([spoken])).status).toBe(0)
  })

  it('says how it is used when it is given nothing', async () => {
    const { status, lines, errors } = await classify([])
    expect(status).toBe(2)
    expect(lines).toEqual([])
    expect(errors).toMatch(/^Usage: .+\.\n$/)
  })
})

interface Outcome {
  status: number | null
  lines: unknown[]
  errors: string
}

/** Runs the command as pnpm does: in the package, with the person's folder in INIT_CWD. */
function classify(files: readonly string[]): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'classify.ts'), ...files],
    {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, INIT_CWD: folder },
    },
  )
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const lines = output.split('\n').filter(Boolean)
      resolve({ status, lines: lines.map((line): unknown => JSON.parse(line)), errors })
    })
  })
}
