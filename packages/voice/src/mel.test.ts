import { expect, it } from 'vitest'
import { inRoom } from '../test/in-room.ts'
import { createMelBank, hzToMel, melToHz } from './mel.ts'

it('puts 1000 Hz at 1000 mel, and back', () => {
  expect(hzToMel(1000)).toBeCloseTo(1000, 0)
  expect(melToHz(hzToMel(3456))).toBeCloseTo(3456, 6)
})

it('gives a bin to two neighbouring bands whose shares sum to 1', () => {
  const bank = createMelBank({ bands: 26, fftSize: 512, lowHz: 60, highHz: 7600 })
  const power = inRoom(new Float32Array(257))
  power[60] = 1
  const energies = inRoom(new Float32Array(26))
  bank.apply(power, energies)
  expect(energies.filter((energy) => energy > 0)).toHaveLength(2)
  expect(energies.reduce((a, b) => a + b)).toBeCloseTo(1, 6)
})
