/** Why the voice doesn't come through, as far as the person can do something about it. */
export type VoiceTrouble =
  | 'refused'
  | 'missing'
  | 'inUse'
  | 'insecure'
  | 'unsupported'
  | 'needsTap'
  | 'interrupted'
  | 'muted'
  | 'dropped'
  | 'takenOver'
  | 'otherAddress'
  | 'sampleMissing'
  | 'sampleInterrupted'

/** Where the frames of a voice go. */
export interface VoiceSink {
  /** False until the server listens; what is pushed before is dropped. */
  isReady(): boolean
  push(frame: ArrayBuffer): void
  /** The system keeps the sound back (a call came in), or gives it again. */
  mute(isMuted: boolean): void
  /** The source has nothing more: the device went away, the system interrupted it, or the clip is over. */
  over(reason: VoiceEnd): void
}

export type VoiceEnd = 'lost' | 'interrupted' | 'sampleInterrupted' | 'finished'

/** Something that gives a voice until it is stopped. */
export interface OpenVoice {
  /** False where it can give no sound at this moment, though nothing may have said so. */
  isAlive(): boolean
  stop(): void
}

/** Opens a voice; call it in a tap's handler. Rejects with a `VoiceError`. */
export type VoiceOpener = (sink: VoiceSink) => Promise<OpenVoice>

/** Calls `tell` whenever a voice that rests may come back by itself; returns what ends that. */
export type WatchSound = (tell: () => void) => () => void
