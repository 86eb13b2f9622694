/** When something was away on purpose, by this process' monotonic clock. */
export interface Troubles {
  /** Remembers that `who` is away, or may be, while `task` runs. */
  during(who: string, task: () => Promise<void>): Promise<void>
  /** Whether `who` was away at any time from `fromMs` to `toMs`. */
  met(who: string, fromMs: number, toMs: number): boolean
}

interface Trouble {
  readonly who: string
  readonly fromMs: number
  toMs: number
}

export function createTroubles(nowMs: () => number): Troubles {
  const troubles: Trouble[] = []
  return {
    async during(who, task) {
      const trouble: Trouble = { who, fromMs: nowMs(), toMs: Infinity }
      troubles.push(trouble)
      await task()
      trouble.toMs = nowMs()
    },
    met: (who, fromMs, toMs) =>
      troubles.some((trouble) => trouble.who === who && trouble.fromMs <= toMs && trouble.toMs >= fromMs),
  }
}
