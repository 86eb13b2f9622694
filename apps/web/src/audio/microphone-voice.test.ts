import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMicrophoneVoice } from './microphone-voice.ts'

const track = Object.assign(new EventTarget(), { muted: false, readyState: 'live', stop: vi.fn() })
const port = { onmessage: null, postMessage: vi.fn() }

beforeEach(() => {
  Object.assign(track, { muted: false, readyState: 'live' })
  const media = { getTracks: () => [track], getAudioTracks: () => [track] }
  const node = { connect: (next: unknown) => next, disconnect: () => undefined }
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => Promise.resolve(media) } })
  vi.stubGlobal(
    'AudioContext',
    class extends EventTarget {
      state = 'running'
      audioWorklet = { addModule: () => Promise.resolve() }
      resume = () => Promise.resolve()
      createMediaStreamSource = () => node
    },
  )
  vi.stubGlobal(
    'AudioWorkletNode',
    class {
      port = port
      connect = node.connect
      disconnect = node.disconnect
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

describe('the microphone', () => {
  it('tells when the system keeps its sound back, and when it gives it again', async () => {
    const { sink } = await opened()
    track.dispatchEvent(new Event('mute'))
    track.dispatchEvent(new Event('unmute'))
    expect(sink.mute.mock.calls).toEqual([[true], [false]])
  })

  it.each([
    ['a track that ended', () => Object.assign(track, { readyState: 'ended' })],
    ['a track that is muted', () => Object.assign(track, { muted: true })],
    ['a context that is interrupted', interrupt],
  ])('isn’t alive with %s, though nothing was said', async (_, happen) => {
    const { voice, context } = await opened()
    expect(voice.isAlive()).toBe(true)
    happen(context)
    expect(voice.isAlive()).toBe(false)
  })

  it('says that it was interrupted, and says nothing of its own end', async () => {
    const { voice, sink, context } = await opened()
    interrupt(context)
    context.dispatchEvent(new Event('statechange'))
    expect(sink.over).toHaveBeenCalledExactlyOnceWith('interrupted')
    voice.stop()
    context.dispatchEvent(new Event('statechange'))
    expect(sink.over).toHaveBeenCalledOnce()
  })

  it('leaves nothing running once it is stopped', async () => {
    const { voice, release } = await opened()
    expect(release).not.toHaveBeenCalled()
    voice.stop()
    expect(port.postMessage).toHaveBeenCalledExactlyOnceWith('stop')
    expect(track.stop).toHaveBeenCalledOnce()
    expect(release).toHaveBeenCalledOnce()
  })
})

function interrupt(context: AudioContext): void {
  Object.assign(context, { state: 'interrupted' })
}

async function opened() {
  const context = new AudioContext()
  const release = vi.fn()
  const sink = { isReady: () => true, push: vi.fn(), mute: vi.fn(), over: vi.fn() }
  const gate = { open: () => context, hold: () => release, onBack: () => () => undefined }
  const voice = await createMicrophoneVoice(gate)(sink)
  return { voice, sink, context, release }
}
