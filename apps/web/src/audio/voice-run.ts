import { createAudioLink } from './audio-link.ts'
import type { AudioLink, AudioLinkOptions } from './audio-link.ts'
import { settledWithin } from './settled-within.ts'
import type { UnheardWatch } from './unheard-watch.ts'
import { VoiceError } from './voice-error.ts'
import type { OpenVoice, VoiceEnd, VoiceOpener, VoiceSink, VoiceTrouble } from './voice-feed.ts'

/** Two captures of one device silence each other on iOS. But a question that nobody answers isn't waited for. */
const patienceMs = 5_000
/** Frames come each 100 ms; a capture without any for this long has slept. */
const freshMs = 2_000
const bytesPerMs = 32

export interface VoiceRunOptions extends AudioLinkOptions {
  readonly openVoice: VoiceOpener
  readonly nowMs: () => number
  readonly unheard: UnheardWatch
  readonly onOpen: () => void
  readonly onFail: (trouble: VoiceTrouble) => void
  readonly onMute: (isMuted: boolean) => void
  readonly onOver: (reason: VoiceEnd, hadSound: boolean) => void
  /** Sees every frame; false keeps it from being sent. */
  readonly onFrame: (frame: ArrayBuffer) => boolean
}

/** One capture at a time, and its link to the server. */
export interface VoiceRun {
  /** Opens both anew, and tells how it went unless it was closed or opened again meanwhile. Call it in a tap. */
  open(): void
  /** Another link for the same capture. */
  reconnect(): void
  /** It gives sound, and the server takes it. */
  isWell(): boolean
  close(): void
}

export function createVoiceRun({ unheard, nowMs, ...options }: VoiceRunOptions): VoiceRun {
  let attempt = 0
  /** Settles with the capture that was asked for last, at the latest when patience ends. */
  let asked: Promise<void> | null = null
  let voice: OpenVoice | null = null
  let link: AudioLink | null = null
  let isMuted = false
  let frameAtMs = 0

  function open(): void {
    close()
    const ours = attempt
    // Not a moment is waited for where none is needed: phones give sound only inside the tap.
    if (!asked) return void ask(ours)
    void asked.then(() => {
      if (ours === attempt) void ask(ours)
    })
  }

  async function ask(ours: number): Promise<void> {
    try {
      const opening = options.openVoice(sinkFor(ours))
      forgetOnceSettled(settledWithin(opening, patienceMs))
      const opened = await opening
      // Whoever turned it off, or on again, while the question stood open has decided otherwise.
      if (ours !== attempt) return opened.stop()
      voice = opened
      frameAtMs = nowMs()
      reconnect()
      options.onOpen()
    } catch (error) {
      if (ours === attempt) options.onFail(VoiceError.from(error).trouble)
    }
  }

  function forgetOnceSettled(settled: Promise<void>): void {
    asked = settled
    void settled.then(() => {
      if (asked === settled) asked = null
    })
  }

  function reconnect(): void {
    link?.close()
    link = createAudioLink({ ...options, onReady })
  }

  function onReady(isReady: boolean): void {
    if (!isReady && voice) unheard.lost('connection')
    options.onReady(isReady)
  }

  function sinkFor(ours: number): VoiceSink {
    let hadSound = false
    return {
      isReady: () => ours === attempt && (link?.isReady() ?? false),
      push(frame) {
        if (ours !== attempt) return
        hadSound = true
        frameAtMs = nowMs()
        if (options.onFrame(frame)) send(frame)
      },
      mute(muted) {
        if (ours !== attempt) return
        isMuted = muted
        options.onMute(muted)
      },
      over(reason) {
        if (ours === attempt) options.onOver(reason, hadSound)
      },
    }
  }

  function send(frame: ArrayBuffer): void {
    const outcome = link?.send(frame)
    if (outcome === 'dropped') unheard.dropped(frame.byteLength / bytesPerMs)
    if (outcome === 'sent' && !isMuted) unheard.heard()
  }

  function isWell(): boolean {
    const flows = nowMs() - frameAtMs < freshMs && !isMuted
    return flows && voice !== null && voice.isAlive() && link !== null && link.isReady()
  }

  function close(): void {
    attempt++
    isMuted = false
    const [opened, linked] = [voice, link]
    voice = null
    link = null
    opened?.stop()
    linked?.close()
  }

  return { open, reconnect, isWell, close }
}
