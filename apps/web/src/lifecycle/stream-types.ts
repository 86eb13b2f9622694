import type { EndReason } from '@undertone/shared'

export type StreamPhase =
  'idle' | 'opening' | 'live' | 'hidden' | 'checking' | 'waiting' | 'expired' | 'ended'

/** A stream is open in `opening` and `live`, and in no other phase. */
export interface StreamState {
  readonly phase: StreamPhase
  /** Counts up with everything that is begun; names what an answer answers. */
  readonly generation: number
  /** Attempts that failed in a row since all was well, or since the page was last shown. */
  readonly failures: number
  /** The stream that is open has carried more than its opening. */
  readonly isProven: boolean
  /** The stream that opens does so after the server said that the session lives. */
  readonly isAsked: boolean
  /** The attempt that failed last did so on a server that answers: there is a way, and no stream at its end. */
  readonly isRefused: boolean
}

export type Happening =
  | 'stop'
  | 'visible'
  | 'hidden'
  | 'pageshow'
  | 'freeze'
  | 'online'
  | 'offline'
  /** A sign that somebody is there: a page may wake up without saying so. */
  | 'seen'
  /** Something else on this page found the way to the server dead. */
  | 'doubt'

export type PlainAnswer = 'opened' | 'silence' | 'closed' | 'alive' | 'gone' | 'unsure' | 'retry'

export type StreamInput =
  /** `isHidden`: nobody sees the page yet. */
  | { readonly type: 'start'; readonly isHidden?: boolean }
  | { readonly type: Happening }
  | { readonly type: PlainAnswer; readonly generation: number }
  /** Anything that the stream carried; `end` where it was `session-end`. */
  | { readonly type: 'event'; readonly generation: number; readonly end: EndReason | null }

export type StreamEffect =
  /** Lets go of the stream, the check and every timer of an older generation. */
  | { readonly type: 'close'; readonly generation: number }
  | { readonly type: 'open'; readonly generation: number }
  | { readonly type: 'check'; readonly generation: number }
  | { readonly type: 'wait'; readonly generation: number; readonly delayMs: number }
  /** (Re)starts the watchdog that says `silence`. */
  | { readonly type: 'watch'; readonly generation: number; readonly silenceMs: number }
  /** The screen should stay on; it may sleep. */
  | { readonly type: 'wake'; readonly generation: number }
  | { readonly type: 'rest'; readonly generation: number }
  /** The session is certainly gone: keep what was shown, then wipe. */
  | { readonly type: 'expire'; readonly generation: number }
  | { readonly type: 'finish'; readonly generation: number }

export interface Advance {
  readonly state: StreamState
  readonly effects: readonly StreamEffect[]
}
