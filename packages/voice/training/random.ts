export interface Random {
  /** Uniform, 0 up to but not 1. */
  uniform(): number
  between(low: number, high: number): number
  chance(probability: number): boolean
  /** Normal, mean 0, variance 1. */
  normal(): number
  /** Fisher–Yates, in place. */
  shuffle(items: Int32Array): void
}

/** Seeded numbers, the same on every machine: mulberry32 (T. Ettinger, public domain). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  }

  function shuffle(items: Int32Array): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1))
      const item = items[i]
      items[i] = items[j]
      items[j] = item
    }
  }

  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    chance: (probability) => uniform() < probability,
    normal,
    shuffle,
  }
}

/** The items in an order that `seed` settles. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = Int32Array.from(items.keys())
  createRandom(seed).shuffle(order)
  return [...order].map((i) => items[i])
}
