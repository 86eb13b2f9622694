import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { usePhone } from './support/phone.ts'
import './support/voice-in-page.ts'

const phone = usePhone()
const sampleFile = fileURLToPath(new URL('../apps/web/public/samples/tense.wav', import.meta.url))
const wavHeaderBytes = 44
const tolerance = 1e-4

it('the same speech sounds the same in Node and in Chromium', async () => {
  const bytes = readFileSync(sampleFile).subarray(wavHeaderBytes)
  const samples = Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i))
  const page = await phone.open('about:blank')
  await page.evaluate(await bundled(fileURLToPath(new URL('support/voice-in-page.ts', import.meta.url))))
  const inChromium = await page.evaluate((sound) => updatesOf(sound), samples)
  const inNode = updatesOf(samples)
  expect(inNode.filter(({ type }) => type === 'frame').length).toBeGreaterThan(5)
  expectAlike(inChromium, inNode)
})

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  })
  return outputFiles.map(({ text }) => text).join('\n')
}

/** The same shape throughout, and no number further off than the tolerance. */
function expectAlike(one: unknown, other: unknown): void {
  const numbers = [one, other].map((value) => {
    const found: number[] = []
    const shape = JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'number' ? void found.push(inner) : inner,
    )
    return { shape, found }
  })
  expect(numbers[0]?.shape).toBe(numbers[1]?.shape)
  expect(numbers[0]?.found.length).toBe(numbers[1]?.found.length)
  numbers[0]?.found.forEach((value, i) =>
    expect(Math.abs(value - (numbers[1]?.found[i] ?? NaN))).toBeLessThanOrEqual(tolerance),
  )
}
