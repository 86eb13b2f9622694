import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMicrophoneVoice } from './microphone-voice.ts'

const track = Object.assign(new EventTarget(), { muted: false, stop: vi.fn() })
const port = { onmessage: null, postMessage: vi.fn() }

beforeEach(() => {
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
afterEach(() => vi.unstubAllGlobals())

describe('the microphone', () => {
  it('tells when the system keeps its sound back, and when it gives it again', async () => {
    const { sink } = await opened()
    track.dispatchEvent(new Event('mute'))
    track.dispatchEvent(new Event('unmute'))
    expect(sink.mute.mock.calls).toEqual([[true], [false]])
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

async function opened() {
  const release = vi.fn()
  const sink = { isReady: () => true, push: vi.fn(), mute: vi.fn(), over: vi.fn() }
  const gate = { open: () => new AudioContext(), hold: () => release }
  const voice = await createMicrophoneVoice(gate)(sink)
  return { voice, sink, release }
}
