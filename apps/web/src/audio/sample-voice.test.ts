import { beforeEach, describe, expect, it, vi } from 'vitest'
import { wav } from '../test/wav.ts'
import { createSampleVoice } from './sample-voice.ts'

const frameSamples = 1_600
/** Each sample says in which tenth of a second it is. */
const clip = Array.from({ length: 5 * frameSamples }, (_, i) => Math.floor(i / frameSamples))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(wav(clip))))
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})

describe('the sample', () => {
  it('is sent at its own pace to its end, once the server listens', async () => {
    const { sink, frames } = await playing({ isReady: false })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(frames()).toEqual([])
    sink.isReady.mockReturnValue(true)
    await vi.advanceTimersByTimeAsync(400)
    expect(frames()).toEqual([0, 1, 2])
    await vi.advanceTimersByTimeAsync(200)
    expect(frames()).toEqual([0, 1, 2, 3, 4])
    expect(sink.over).toHaveBeenCalledExactlyOnceWith('finished')
  })

  it('says that it was interrupted, and nothing of its own end', async () => {
    const { voice, sink, become } = await playing()
    become('interrupted')
    expect(sink.over).toHaveBeenCalledExactlyOnceWith('sampleInterrupted')
    voice.stop()
    become('suspended')
    expect(sink.over).toHaveBeenCalledOnce()
  })

  it('goes on where it was interrupted', async () => {
    const { open, voice, frames, become } = await playing()
    await vi.advanceTimersByTimeAsync(300)
    become('interrupted')
    voice.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    become('running')
    await open()
    await vi.advanceTimersByTimeAsync(600)
    expect(frames()).toEqual([0, 1, 2, 3, 4])
  })

  it('isn’t sent where it can’t be heard', async () => {
    const { voice, open, become } = await playing()
    voice.stop()
    become('suspended')
    const reopened = expect(open()).rejects.toMatchObject({ trouble: 'sampleInterrupted' })
    await vi.advanceTimersByTimeAsync(1_000)
    await reopened
  })

  it('leaves nothing running once it is stopped', async () => {
    const { voice, release } = await playing()
    voice.stop()
    expect(release).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })
})

class FakeContext extends EventTarget {
  state = 'running'
  resume = () => (this.state === 'running' ? Promise.resolve() : new Promise(() => undefined))
  createBuffer = () => ({ getChannelData: () => ({ set: () => undefined }) })
  createGain = () => ({ gain: { value: 1 }, connect: (next: unknown) => next })
  createBufferSource = () => ({
    connect: (next: unknown) => next,
    start: () => undefined,
    stop: () => undefined,
    disconnect: () => undefined,
  })
}

async function playing({ isReady = true } = {}) {
  vi.stubGlobal('AudioContext', FakeContext)
  const context = new AudioContext()
  const release = vi.fn()
  const push = vi.fn<(frame: ArrayBuffer) => void>()
  const sink = { isReady: vi.fn(() => isReady), push, mute: vi.fn(), over: vi.fn() }
  const gate = { open: () => context, hold: () => release, onBack: () => () => undefined }
  const openSample = createSampleVoice(gate, '/sample.wav')
  const open = () => openSample(sink)
  const voice = await open()
  return {
    open,
    voice,
    sink,
    release,
    frames: () => push.mock.calls.map(([frame]) => new Int16Array(frame)[0]),
    become(state: string) {
      Object.assign(context, { state })
      context.dispatchEvent(new Event('statechange'))
    },
  }
}
