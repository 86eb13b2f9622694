import type { AudioGate } from './audio-gate.ts'
import { doesRun } from './does-run.ts'
import { parseWav } from './parse-wav.ts'
import { VoiceError } from './voice-error.ts'
import type { OpenVoice, VoiceOpener, VoiceSink } from './voice-feed.ts'

const frameSamples = 1_600
const frameMs = 100
/** Loud enough to follow, soft enough not to startle. */
const playbackGain = 0.4

/**
 * The bundled clip as a voice: sent at its real pace, played softly at the same time.
 * Opened again, it goes on where it was stopped, until it has been heard to its end.
 */
export function createSampleVoice(gate: AudioGate, url: string): VoiceOpener {
  let clip: Int16Array<ArrayBuffer> | null = null
  let position = 0

  return async (sink) => {
    const context = gate.open()
    clip ??= await loadClip(url)
    if (!(await doesRun(context))) throw new VoiceError('sampleInterrupted')
    if (position >= clip.length) position = 0
    return play(gate, context, clip, position, sink, (at) => {
      position = at
    })
  }
}

async function loadClip(url: string): Promise<Int16Array<ArrayBuffer>> {
  const file = await fetch(url)
    .then((response) => (response.ok ? response.arrayBuffer() : null))
    .catch(() => null)
  const clip = file ? parseWav(file) : null
  if (!clip || clip.length < frameSamples) throw new VoiceError('sampleMissing')
  return clip
}

function play(
  gate: AudioGate,
  context: AudioContext,
  clip: Int16Array<ArrayBuffer>,
  from: number,
  sink: VoiceSink,
  onPosition: (at: number) => void,
): OpenVoice {
  let sound: AudioBufferSourceNode | null = null
  let startedMs = 0
  let at = from
  const timer = setInterval(sendDue, frameMs)
  // What nobody hears isn't judged either.
  const onState = () => context.state !== 'running' && sink.over('sampleInterrupted')
  context.addEventListener('statechange', onState)
  const release = gate.hold()

  function sendDue(): void {
    // The clip waits for the server: its first words shouldn't fall on deaf ears.
    if (!sink.isReady()) return
    if (!sound) begin()
    const dueSamples = from + ((performance.now() - startedMs) / frameMs) * frameSamples
    for (; at < dueSamples && at < clip.length; at += frameSamples) {
      sink.push(clip.slice(at, at + frameSamples).buffer)
    }
    onPosition(at)
    if (at >= clip.length) sink.over('finished')
  }

  function begin(): void {
    startedMs = performance.now()
    sound = sounding(context, clip, from)
  }

  return {
    isAlive: () => context.state === 'running',
    stop() {
      clearInterval(timer)
      context.removeEventListener('statechange', onState)
      sound?.stop()
      sound?.disconnect()
      release()
    },
  }
}

function sounding(context: AudioContext, clip: Int16Array, from: number): AudioBufferSourceNode {
  const rateHz = 16_000
  const buffer = context.createBuffer(1, clip.length, rateHz)
  buffer.getChannelData(0).set(Float32Array.from(clip, (sample) => sample / 32_768))
  const gain = context.createGain()
  gain.gain.value = playbackGain
  const sound = context.createBufferSource()
  sound.buffer = buffer
  sound.connect(gain).connect(context.destination)
  sound.start(0, from / rateHz)
  return sound
}
