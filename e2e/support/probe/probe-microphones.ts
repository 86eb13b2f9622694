export interface MicrophoneProbe {
  /** Microphones that are being recorded from now. */
  liveCaptures(): number
  /** The most in one moment, and how many there were in all. */
  captures(): { most: number; all: number }
  /** The device is unplugged, or a call takes it: the track ends. */
  endTrack(): void
  /** The system mutes the microphone, or gives its sound back. */
  muteTrack(isMuted: boolean): void
  /** A call interrupts all sound of the page, or is over. */
  interruptAudio(): Promise<void>
  resumeAudio(): Promise<void>
  /** From now on a microphone can't be had for this reason, or null: it can. */
  refuseMicrophone(name: string | null): void
  /** The next one looks alive and gives digital silence, as some phones' do after a call. */
  silenceNextMicrophone(): void
}

/** Runs in the page before its own code: notes which microphones it listens to, and lets a test be the system. */
export function probeMicrophones(): void {
  // The empty page that comes before the first one is no secure context.
  if (!('mediaDevices' in navigator)) return
  const media: MediaStream[] = []
  const contexts: AudioContext[] = []
  const counts = { most: 0, all: 0 }
  let refusal: string | null = null
  let isNextSilent = false
  const tracks = () => media.flatMap((stream) => stream.getAudioTracks())
  const liveTracks = () => tracks().filter(({ readyState }) => readyState === 'live')
  const devices = navigator.mediaDevices
  const getUserMedia = devices.getUserMedia.bind(devices)

  function silence(): MediaStream {
    const { stream } = new AudioContext().createMediaStreamDestination()
    return stream
  }

  devices.getUserMedia = async (constraints) => {
    if (refusal) throw new DOMException('no', refusal)
    const stream = isNextSilent ? silence() : await getUserMedia(constraints)
    isNextSilent = false
    media.push(stream)
    counts.all++
    counts.most = Math.max(counts.most, liveTracks().length)
    return stream
  }
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      contexts.push(this)
    }
  }
  const probe: MicrophoneProbe = {
    liveCaptures: () => liveTracks().length,
    captures: () => counts,
    endTrack() {
      for (const track of liveTracks()) {
        track.stop()
        // A page's own `stop` is silent; a device that goes away isn't.
        track.dispatchEvent(new Event('ended'))
      }
    },
    muteTrack(isMuted) {
      for (const track of liveTracks()) {
        Object.defineProperty(track, 'muted', { configurable: true, get: () => isMuted })
        track.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'))
      }
    },
    async interruptAudio() {
      for (const context of contexts) await context.suspend()
    },
    async resumeAudio() {
      for (const context of contexts) await context.resume()
    },
    silenceNextMicrophone() {
      isNextSilent = true
    },
    refuseMicrophone(name) {
      refusal = name
    },
  }
  Object.assign(globalThis, { undertoneProbe: { ...globalThis.undertoneProbe, ...probe } })
}
