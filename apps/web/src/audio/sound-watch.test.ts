import { expect, it, vi } from 'vitest'
import { createSoundWatch } from './sound-watch.ts'

it('tells of another device and of sound that is given back, until it is ended', () => {
  const devices = new EventTarget()
  const gate = new Set<() => void>()
  const tell = vi.fn()
  const onBack = (back: () => void) => {
    gate.add(back)
    return () => void gate.delete(back)
  }
  const end = createSoundWatch({ onBack }, devices)(tell)
  devices.dispatchEvent(new Event('devicechange'))
  gate.forEach((back) => back())
  expect(tell).toHaveBeenCalledTimes(2)
  end()
  devices.dispatchEvent(new Event('devicechange'))
  expect(tell).toHaveBeenCalledTimes(2)
  expect(gate.size).toBe(0)
})
