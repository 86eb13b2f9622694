import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { joined, noise, silence, square, toPcm } from '../test/sounds.ts'
import type { VoiceClassifier } from './voice-classifier.ts'
import type { VoiceUpdate } from './voice-frame.ts'

const speech = await readFixture()

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** What comes in, part after part: at any level, too loud, on a voltage that it shouldn't be on, in noise. */
const part = fc.record({
  sound: fc.constantFrom(speech, speech, speech, silence(0.5), noise('pink', 0.5, 0.2), square(110, 0.5, 1)),
  from: fc.integer({ min: 0, max: 20_000 }),
  gain: fc.constantFrom(0.001, 0.03, 0.5, 1, 30),
  offset: fc.constantFrom(0, 0, 0.02, -0.6),
  noise: fc.constantFrom(0, 0, 0.001, 0.03),
})
const hiss = noise('white', 4, 1)

it('hears the same where there is no WebAssembly', async () => {
  const fast = await loadAnew()
  vi.stubGlobal('WebAssembly', undefined)
  const plain = await loadAnew()
  const once = toPcm(joined(speech, silence(1), speech, silence(1)))
  // In their last digits they differ, or both would have been made in the same way.
  expect(plain().push(once)).not.toEqual(fast().push(once))
  let frames = 0
  const parts = fc.array(part, { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(parts, (drawn) => {
      const samples = toPcm(joined(...drawn.map(made), silence(1)))
      const [heard, plainly] = [fast().push(samples), plain().push(samples)]
      frames += heard.filter(({ type }) => type === 'frame').length
      expect(plainly.map(placeOf)).toEqual(heard.map(placeOf))
      heard.forEach((update, i) =>
        sharesOf(update).forEach((share, k) => expect(sharesOf(plainly[i])[k]).toBeCloseTo(share, 3)),
      )
    }),
    { numRuns: 40, examples: [[[{ sound: speech, from: 0, gain: 1, offset: 0, noise: 0 }]]] },
  )
  expect(frames).toBeGreaterThan(2)
})

/** Whether there is WebAssembly is looked at once. */
async function loadAnew(): Promise<() => VoiceClassifier> {
  vi.resetModules()
  const { createVoiceClassifier } = await import('./voice-classifier.ts')
  const { loadShippedModel } = await import('./shipped-models.ts')
  const model = loadShippedModel()
  return () => createVoiceClassifier({ model })
}

function made(drawn: typeof part extends fc.Arbitrary<infer Each> ? Each : never): Float32Array {
  const { sound, from, gain, offset } = drawn
  return sound
    .subarray(from % (sound.length / 2))
    .map((x, i) => gain * x + offset + drawn.noise * (hiss[i] ?? 0))
}

function placeOf(update: VoiceUpdate): unknown[] {
  return update.type === 'frame'
    ? [update.frame.endSample, update.frame.affect]
    : [update.endSample, update.state]
}

function sharesOf(update: VoiceUpdate | undefined): number[] {
  return update?.type === 'frame' ? Object.values(update.frame.probabilities) : []
}
