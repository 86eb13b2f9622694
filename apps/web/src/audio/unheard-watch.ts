/** `away`: it rested while the page was hidden. `off`: the person wanted it so. */
export type UnheardWhy = 'away' | 'connection' | 'microphone' | 'off'

/** A stretch in which nothing reached the server; wall clock, milliseconds since 1970. */
export interface Unheard {
  readonly fromMs: number
  readonly toMs: number
  readonly why: UnheardWhy
}

export interface UnheardWatch {
  /** A frame reached the server. */
  heard(): void
  /** From now on nothing does. The first reason of a stretch counts, but for `off`, which always does. */
  lost(why: UnheardWhy): void
  /** A slow network didn't take a frame of this length. */
  dropped(frameMs: number): void
  /** Nothing more will be heard: tells a stretch that is open, unless the person wanted it. */
  end(): void
  /** Another was heard in its place: there is no stretch to tell. */
  forget(): void
}

export interface UnheardWatchOptions {
  /** When a page that was thrown away since was left; null where this one is the first. */
  readonly awaySinceMs: number | null
  readonly nowMs: () => number
  /** Told once, when sound reaches the server again. */
  readonly onUnheard: (unheard: Unheard) => void
}

/** Less than a word; nobody would miss it. */
const leastMs = 1_000
/** Frames are late now and then. After this long with no reason known, the device itself slept. */
const unexplainedMs = 5_000

/** Tells of stretches between two moments of being heard. */
export function createUnheardWatch({ awaySinceMs, nowMs, onUnheard }: UnheardWatchOptions): UnheardWatch {
  let heardAtMs = awaySinceMs
  let why: UnheardWhy | null = awaySinceMs === null ? null : 'away'
  /** Frames that were dropped one by one, with heard ones between them. */
  let thin: { fromMs: number; toMs: number; lostMs: number } | null = null

  function heard(): void {
    const atMs = nowMs()
    if (heardAtMs !== null) close(heardAtMs, atMs)
    heardAtMs = atMs
    why = null
  }

  function close(fromMs: number, toMs: number): void {
    const reason = why ?? (toMs - fromMs >= unexplainedMs ? 'microphone' : null)
    if (reason && toMs - fromMs >= leastMs) {
      onUnheard({ fromMs: isWorthTelling() ? (thin?.fromMs ?? fromMs) : fromMs, toMs, why: reason })
      thin = null
    } else if (thin && toMs - thin.toMs >= leastMs) {
      if (isWorthTelling()) onUnheard({ fromMs: thin.fromMs, toMs: thin.toMs, why: 'connection' })
      thin = null
    }
  }

  function lost(reason: UnheardWhy): void {
    if (why === null || reason === 'off') why = reason
  }

  function dropped(frameMs: number): void {
    if (heardAtMs === null) return
    lost('connection')
    thin = { fromMs: thin?.fromMs ?? heardAtMs, toMs: nowMs(), lostMs: (thin?.lostMs ?? 0) + frameMs }
  }

  function end(): void {
    if (why !== null && why !== 'off') heard()
  }

  function isWorthTelling(): boolean {
    return thin !== null && thin.lostMs >= leastMs
  }

  function forget(): void {
    heardAtMs = null
    why = null
    thin = null
  }

  return { heard, lost, dropped, end, forget }
}
