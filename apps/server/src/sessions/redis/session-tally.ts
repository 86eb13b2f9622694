/** How many sessions there are on all nodes, without asking for it at each start. */
export interface SessionTally {
  /** `count` brings their number as it is while it runs. */
  recount(count: () => Promise<number>): Promise<void>
  grow(by: number): void
  /** Asks anew before it says yes, as others may have ended theirs; nodes that start some at once may pass it a little. */
  isAtLeast(limit: number): Promise<boolean>
}

export function createSessionTally(count: () => Promise<number>): SessionTally {
  let counted = 0
  let grown = 0
  let grownBefore = 0
  const guess = () => counted + grown - grownBefore

  async function recount(ask: () => Promise<number>): Promise<void> {
    // What changes while it is counted may be in the number or not; a session counted twice costs a recount only.
    const grownAtFirst = grown
    counted = await ask()
    grownBefore = grownAtFirst
  }

  return {
    recount,
    grow: (by) => void (grown += by),
    async isAtLeast(limit) {
      if (guess() < limit) return false
      await recount(count)
      return guess() >= limit
    },
  }
}
