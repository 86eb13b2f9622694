import { expect, it, vi } from 'vitest'
import { createAudioGate } from './audio-gate.ts'

it('lets the context rest once the last voice is let go, each of them once', () => {
  const { gate, context } = opened()
  const [first, second] = [gate.hold(), gate.hold()]
  first()
  first()
  expect(context.suspend).not.toHaveBeenCalled()
  second()
  expect(context.suspend).toHaveBeenCalledOnce()
})

it('wakes the same context for the next voice', () => {
  const { gate, context } = opened()
  gate.hold()()
  gate.open()
  expect(context.resume).toHaveBeenCalledTimes(2)
})

it('says so where the browser has no Web Audio', () => {
  expect(() => createAudioGate(() => null).open()).toThrow('unsupported')
})

function opened() {
  const context = {
    state: 'running' as const,
    resume: vi.fn(() => Promise.resolve()),
    suspend: vi.fn(() => Promise.resolve()),
  }
  const gate = createAudioGate(() => context)
  gate.open()
  return { gate, context }
}
