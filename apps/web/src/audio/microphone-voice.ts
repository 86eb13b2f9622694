import type { AudioGate } from './audio-gate.ts'
import { doesRun } from './does-run.ts'
import { VoiceError } from './voice-error.ts'
import type { OpenVoice, VoiceOpener, VoiceSink } from './voice-feed.ts'
import workletUrl from './worklet/pcm-worklet.ts?worker&url'

/** Echo, noise and gain control flatten the very loudness and pitch that tone is read from. */
const constraints = {
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
  video: false,
}

/** The microphone, at its native rate, resampled to 100 ms frames of 16 kHz in an AudioWorklet. */
export function createMicrophoneVoice(gate: AudioGate): VoiceOpener {
  return async (sink) => {
    const context = gate.open()
    const media = await askForMicrophone()
    try {
      await context.audioWorklet.addModule(workletUrl)
      if (!(await doesRun(context))) throw new VoiceError('needsTap')
      return capture(gate, context, media, sink)
    } catch (error) {
      stopTracks(media)
      throw VoiceError.from(error)
    }
  }
}

async function askForMicrophone(): Promise<MediaStream> {
  if (!window.isSecureContext) throw new VoiceError('insecure')
  if (!('mediaDevices' in navigator)) throw new VoiceError('unsupported')
  try {
    return await navigator.mediaDevices.getUserMedia(constraints)
  } catch (error) {
    throw VoiceError.from(error)
  }
}

function capture(gate: AudioGate, context: AudioContext, media: MediaStream, sink: VoiceSink): OpenVoice {
  const source = context.createMediaStreamSource(media)
  const node = new AudioWorkletNode(context, 'undertone-pcm', {
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  node.port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) sink.push(data)
  }
  // Nothing is heard: the node writes no output. Without a way to the speakers some engines never run it.
  source.connect(node).connect(context.destination)
  const onState = () => context.state !== 'running' && sink.over('interrupted')
  context.addEventListener('statechange', onState)
  const tracks = media.getAudioTracks()
  tracks.forEach((track) => followTrack(track, sink))
  const release = gate.hold()

  return {
    isAlive: () =>
      context.state === 'running' && tracks.every((track) => track.readyState === 'live' && !track.muted),
    stop() {
      context.removeEventListener('statechange', onState)
      node.port.onmessage = null
      node.port.postMessage('stop')
      source.disconnect()
      node.disconnect()
      stopTracks(media)
      release()
    },
  }
}

function followTrack(track: MediaStreamTrack, sink: VoiceSink): void {
  track.addEventListener('ended', () => sink.over('lost'))
  track.addEventListener('mute', () => sink.mute(true))
  track.addEventListener('unmute', () => sink.mute(false))
  if (track.muted) sink.mute(true)
}

function stopTracks(media: MediaStream): void {
  media.getTracks().forEach((track) => track.stop())
}
