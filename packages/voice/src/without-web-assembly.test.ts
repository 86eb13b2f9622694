import { afterEach, expect, it, vi } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { joined, silence, toPcm } from '../test/sounds.ts'
import type { VoiceUpdate } from './voice-frame.ts'

const speech = toPcm(joined(await readFixture(), silence(1), await readFixture(), silence(1)))

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

it('hears the same where there is no WebAssembly', async () => {
  const heard = await updates()
  vi.stubGlobal('WebAssembly', undefined)
  vi.resetModules()
  const plain = await updates()
  // In their last digits they differ, or both would have been made in the same way.
  expect(plain).not.toEqual(heard)
  expect(plain.map(placeOf)).toEqual(heard.map(placeOf))
  expect(heard.filter(({ type }) => type === 'frame').length).toBeGreaterThan(2)
  heard.forEach((update, i) =>
    sharesOf(update).forEach((share, k) => expect(sharesOf(plain[i])[k]).toBeCloseTo(share, 3)),
  )
})

/** Loaded anew: whether there is WebAssembly is looked at once. */
async function updates(): Promise<VoiceUpdate[]> {
  const { createVoiceClassifier } = await import('./voice-classifier.ts')
  return createVoiceClassifier().push(speech)
}

function placeOf(update: VoiceUpdate): unknown[] {
  return update.type === 'frame'
    ? [update.frame.endSample, update.frame.affect]
    : [update.endSample, update.state]
}

function sharesOf(update: VoiceUpdate | undefined): number[] {
  return update?.type === 'frame' ? Object.values(update.frame.probabilities) : []
}
