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

it('leaves a context alone that the system holds, so that it comes back by itself', () => {
  const { gate, context, become } = opened()
  const release = gate.hold()
  become('interrupted')
  release()
  expect(context.suspend).not.toHaveBeenCalled()
})

it('tells once when the system gives the sound back, and never of a rest of its own', () => {
  const { gate, become } = opened()
  const tell = vi.fn()
  gate.onBack(tell)
  gate.hold()()
  become('suspended')
  become('running')
  expect(tell).not.toHaveBeenCalled()
  gate.hold()
  become('interrupted')
  become('suspended')
  become('running')
  become('running')
  expect(tell).toHaveBeenCalledOnce()
})

it('tells when the sound that was asked for comes after everybody gave up, and lets it run', () => {
  const { gate, context, become } = opened('suspended')
  const tell = vi.fn()
  gate.onBack(tell)
  become('running')
  expect(tell).toHaveBeenCalledOnce()
  expect(context.suspend).not.toHaveBeenCalled()
})

it('lets a context rest that comes back to nobody', () => {
  const { gate, context, become } = opened()
  const release = gate.hold()
  become('interrupted')
  release()
  become('running')
  expect(context.suspend).toHaveBeenCalledOnce()
})

it('lets a context run that somebody asks for when it comes back', () => {
  const { gate, context, become } = opened()
  const release = gate.hold()
  gate.onBack(() => gate.open())
  become('interrupted')
  release()
  become('running')
  expect(context.suspend).not.toHaveBeenCalled()
})

it('tells nobody who no longer asks', () => {
  const { gate, become } = opened()
  const tell = vi.fn()
  gate.onBack(tell)()
  gate.hold()
  become('interrupted')
  become('running')
  expect(tell).not.toHaveBeenCalled()
})

class FakeContext extends EventTarget {
  constructor(public state: AudioContextState) {
    super()
  }
  readonly resume = vi.fn(() => Promise.resolve())
  readonly suspend = vi.fn(() => Promise.resolve())
}

function opened(state: AudioContextState = 'running') {
  const context = new FakeContext(state)
  const gate = createAudioGate(() => context)
  gate.open()
  function become(state: AudioContextState): void {
    context.state = state
    context.dispatchEvent(new Event('statechange'))
  }
  return { gate, context, become }
}
