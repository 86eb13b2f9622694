import type { Ref } from 'vue'
import type { OpenAudioSocket } from '../audio/audio-socket.ts'
import type { Unheard } from '../audio/unheard-watch.ts'
import type { VoiceOpener, WatchSound } from '../audio/voice-feed.ts'
import type { PageLike } from './page-like.ts'

/** What a voice feed needs of the session, the device and the page. */
export interface UseVoiceFeedOptions {
  readonly sessionId: string
  readonly openVoice: VoiceOpener
  readonly openSocket: OpenAudioSocket
  readonly watchSound: WatchSound
  readonly random: () => number
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number
  readonly page: Pick<PageLike, 'document' | 'window'>
  readonly visibility: Readonly<Ref<DocumentVisibilityState>>
  /** The session is known to live: only then a paused voice comes back. */
  readonly isLive: Readonly<Ref<boolean>>
  /** Goes up whenever the way to the server turned out to be broken: then no older socket is trusted. */
  readonly wayLosses: Readonly<Ref<number>>
  /** It may go on when the page is hidden; asked at that moment. */
  readonly listensWhileHidden: () => boolean
  /** For how long at most, milliseconds. */
  readonly keepMs: number
  /** When the page that listened before this one was left, wall clock, ms; null where there was none. */
  readonly awaySinceMs: number | null
  /** Nothing of it reached the server for a while; told when it does again. */
  readonly onUnheard?: (unheard: Unheard) => void
  /** Its socket died where it had worked: the way to the server may be broken. */
  readonly onStall?: () => void
}
