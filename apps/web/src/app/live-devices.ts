import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import { openEventStream } from '../api/event-stream.ts'
import type { OpenEventStream } from '../api/event-stream.ts'
import type { AudioGate } from '../audio/audio-gate.ts'
import { openAudioSocket } from '../audio/audio-socket.ts'
import type { OpenAudioSocket } from '../audio/audio-socket.ts'
import { createMicrophoneVoice } from '../audio/microphone-voice.ts'
import { createSampleVoice } from '../audio/sample-voice.ts'
import { createSoundWatch } from '../audio/sound-watch.ts'
import type { VoiceOpener, WatchSound } from '../audio/voice-feed.ts'
import { browserPage } from '../composables/page-like.ts'
import type { PageLike } from '../composables/page-like.ts'
import type { SampleClip } from '../stores/sample-clips.ts'
import { useAudioGate } from './use-audio-gate.ts'

/** What a live session needs of the browser. Made for each session, since the sample remembers where it is. */
export interface LiveDevices {
  readonly openStream: OpenEventStream
  readonly openSocket: OpenAudioSocket
  readonly openMicrophone: VoiceOpener
  readonly openSample: (clip: SampleClip) => VoiceOpener
  readonly watchSound: WatchSound
  readonly page: PageLike
  /** [0, 1), for the spread of retries. */
  readonly random: () => number
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number
}

export const liveDevicesKey: InjectionKey<LiveDevices> = Symbol('live devices')

export function useLiveDevices(): LiveDevices {
  const gate = useAudioGate()
  return inject(liveDevicesKey, () => browserDevices(gate), true)
}

function browserDevices(gate: AudioGate): LiveDevices {
  return {
    openStream: openEventStream,
    openSocket: openAudioSocket,
    openMicrophone: createMicrophoneVoice(gate),
    openSample: (clip) => createSampleVoice(gate, `/samples/${clip}.wav`),
    watchSound: createSoundWatch(gate, 'mediaDevices' in navigator ? navigator.mediaDevices : null),
    page: browserPage(),
    random: Math.random,
    nowMs: Date.now,
  }
}
