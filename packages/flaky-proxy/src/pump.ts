import type { Socket } from 'node:net'

/** What one direction of the network allows now. */
export interface Road {
  isStalled(): boolean
  delayMs(): number
  bytesPerS(): number | null
}

export interface Pump {
  /** The road has changed: look again. */
  nudge(): void
  /** From now on bytes vanish, and nothing is passed on. */
  swallow(): void
  stop(): void
}

interface Parcel {
  readonly dueMs: number
  /** What is left of it; an end or a reset carries none. */
  readonly cargo: Buffer | 'end' | 'reset'
}

/** Held back in the proxy itself, bytes of one direction; past it the sender is no longer read. */
const mostHeld = 64 * 1024

/** Carries everything from one socket to the other as the road allows: bytes, the end and a reset, in their order. */
export function createPump(from: Socket, to: Socket, road: Road): Pump {
  const parcels: Parcel[] = []
  let held = 0
  let freeAtMs = 0
  let isFull = false
  let isSwallowing = false
  let hasEnded = false
  let timer: NodeJS.Timeout | undefined

  function take(cargo: Parcel['cargo']): void {
    if (isSwallowing) return
    if (Buffer.isBuffer(cargo)) held += cargo.length
    parcels.push({ cargo, dueMs: performance.now() + road.delayMs() })
    flow()
  }

  function flow(): void {
    clearTimeout(timer)
    for (let next = parcels[0]; next && !isFull && !road.isStalled(); next = parcels[0]) {
      const waitMs = Math.max(next.dueMs, freeAtMs) - performance.now()
      // A timer may come a fraction of a millisecond early.
      if (waitMs > 0.5) {
        timer = setTimeout(flow, waitMs)
        break
      }
      parcels.shift()
      hand(next)
    }
    rein()
  }

  function hand({ cargo, dueMs }: Parcel): void {
    if (cargo === 'end') to.end()
    else if (cargo === 'reset') to.resetAndDestroy()
    else {
      const now = slice(cargo, road.bytesPerS())
      if (now.length < cargo.length) parcels.unshift({ cargo: cargo.subarray(now.length), dueMs })
      held -= now.length
      freeAtMs = performance.now() + durationMs(now.length, road.bytesPerS())
      if (!to.destroyed) isFull = !to.write(now)
    }
  }

  /** The sender feels what the receiver feels: what isn't taken isn't read. */
  function rein(): void {
    if (isSwallowing || (!isFull && !road.isStalled() && held < mostHeld)) from.resume()
    else from.pause()
  }

  from.on('data', take)
  from.on('end', () => {
    hasEnded = true
    take('end')
  })
  from.on('close', (hadError) => (hadError || !hasEnded) && take('reset'))
  to.on('drain', () => {
    isFull = false
    flow()
  })
  to.on('close', () => {
    isFull = false
    flow()
  })

  return {
    nudge: flow,
    swallow() {
      isSwallowing = true
      parcels.length = 0
      held = 0
      clearTimeout(timer)
      from.resume()
    },
    stop() {
      parcels.length = 0
      clearTimeout(timer)
    },
  }
}

/** A tenth of a second's worth at most, so that a slow road is a steady one. */
function slice(bytes: Buffer, bytesPerS: number | null): Buffer {
  return bytesPerS === null ? bytes : bytes.subarray(0, Math.max(1, Math.ceil(bytesPerS / 10)))
}

function durationMs(bytes: number, bytesPerS: number | null): number {
  return bytesPerS === null ? 0 : (bytes / bytesPerS) * 1000
}
