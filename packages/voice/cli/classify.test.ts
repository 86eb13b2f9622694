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

  it('carries what it learnt of a voice over to the next file where that is asked for', async () => {
    const { lines } = await classify(['--same-speaker', spoken, spoken])
    const [first, second] = lines.map((line) => JSON.stringify({ ...Object(line), file: '' }))
    expect(second).not.toBe(first)
    const alone = await classify([spoken, spoken])
    expect(alone.lines[1]).toEqual(alone.lines[0])
    expect(alone.lines[0]).toEqual(lines[0])
  })

  it('prints a line each half second of a file before its own where that is asked for', async () => {
    const { status, lines } = await classify(['--timeline', spoken])
    expect(lines.slice(0, -1)).toMatchObject([0.5, 1, 1.5, 2].map((at) => ({ file: spoken, at })))
    expect(lines.slice(0, -1).at(-1)).toMatchObject({ state: 'speaking', affect: 'angry' })
    expect(lines.at(-1)).toMatchObject({ file: spoken, seconds: 2, affect: 'angry' })
    expect(status).toBe(0)
  })

  it('takes the model that VOICE_MODEL names, and none that there isn’t', async () => {
    const open = await classify([spoken], { VOICE_MODEL: 'open' })
    expect(open.lines).toMatchObject([{ affect: 'angry', probabilities: { calm: 0, surprised: 0 } }])
    const wrong = await classify([spoken], { VOICE_MODEL: 'best' })
    expect(wrong.status).toBe(2)
    expect(wrong.errors).toMatch(/^VOICE_MODEL is full or open, not “best”\. Usage: /)
  })

  it('says what it doesn’t know', async () => {
    const { status, errors } = await classify(['--same-voice', spoken])
    expect(status).toBe(2)
    expect(errors).toMatch(/--same-voice.+ Usage: /)
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
function classify(files: readonly string[], settings: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'classify.ts'), ...files],
    {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, INIT_CWD: folder, ...settings },
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
