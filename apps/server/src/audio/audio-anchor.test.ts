import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAudioAnchor } from './audio-anchor.ts'

const frameMs = 100
/** By how much one frame's way through the network may be longer than another's. */
const jitterMs = 40

/** A frame as the network brought it. Its place counts what arrived, its end is when it was really said. */
interface Arrival {
  endMs: number
  arrivedMs: number
}

function heardTimes(arrivals: Arrival[], clockError = 0): number[] {
  const anchor = createAudioAnchor()
  return arrivals.map(({ arrivedMs }, n) => anchor.heardAtMs((n + 1) * frameMs * (1 + clockError), arrivedMs))
}

/**
 * Phases in which the network works and then stalls, but for a frame that trickles through now and then; it brings what
 * waits, and after that each frame as it comes.
 */
const phase = fc.record({
  liveMs: fc.integer({ min: 1_500, max: 8_000 }),
  stallMs: fc.nat(30_000),
  /** How long the stall holds on after each frame that came through all the same. */
  trickleMs: fc.array(fc.integer({ min: 1_000, max: 8_000 }), { maxLength: 6 }),
  /** How long the network takes for a frame that waited. */
  msPerLateFrame: fc.nat(50),
})
const jitter = fc.infiniteStream(fc.nat(jitterMs), { noHistory: true })

interface Phase {
  liveMs: number
  stallMs: number
  trickleMs: number[]
  msPerLateFrame: number
}

function deliver(phases: Phase[], delays: Iterator<number>): Arrival[] {
  const arrivals: Arrival[] = []
  let networkFreeMs = 0
  let endMs = 0
  const send = (perFrameMs: number) => {
    endMs += frameMs
    const earliestMs = endMs + 50 + Number(delays.next().value)
    networkFreeMs = Math.max(earliestMs, networkFreeMs + perFrameMs)
    arrivals.push({ endMs, arrivedMs: networkFreeMs })
  }
  for (const { liveMs, stallMs, trickleMs, msPerLateFrame } of phases) {
    for (const untilMs = endMs + liveMs; endMs < untilMs;) send(0)
    networkFreeMs += stallMs
    for (const heldMs of trickleMs) {
      send(msPerLateFrame)
      networkFreeMs += heldMs
    }
    while (networkFreeMs > endMs + 2 * frameMs) send(msPerLateFrame)
  }
  return arrivals
}

describe('what is heard', () => {
  it('is never in the future and never runs back, whatever comes when', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ waitMs: fc.nat(5_000), lengthMs: fc.nat(2_000) })), (pieces) => {
        const anchor = createAudioAnchor()
        let nowMs = 0
        let audioMs = 0
        let latestMs = -Infinity
        for (const { waitMs, lengthMs } of pieces) {
          nowMs += waitMs
          audioMs += lengthMs
          const heardAtMs = anchor.heardAtMs(audioMs, nowMs)
          expect(heardAtMs).toBeLessThanOrEqual(nowMs + 1e-6)
          expect(heardAtMs).toBeGreaterThanOrEqual(latestMs - 1e-6)
          latestMs = heardAtMs
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('was heard when it was said, though the network stalled and then brought all of it in a burst', () => {
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 5 }), jitter, (phases, delays) => {
        const arrivals = deliver(phases, delays)
        const times = heardTimes(arrivals)
        const lateMs = arrivals.map(({ endMs }, n) => (times[n] ?? NaN) - endMs)
        expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...lateMs)).toBeLessThanOrEqual(50 + jitterMs)
      }),
      { numRuns: 300 },
    )
  })

  it('lags for no longer than two seconds behind audio that was let go on the way, however much that was', () => {
    const lost = fc.record({ liveMs: fc.nat(5_000), lostMs: fc.nat(60_000), burstFrames: fc.nat(30) })
    const clockError = fc.double({ min: -500e-6, max: 500e-6, noNaN: true })
    fc.assert(
      fc.property(fc.array(lost, { maxLength: 5 }), clockError, jitter, (losses, error, delays) => {
        const arrivals: Arrival[] = []
        let nowMs = 0
        const live = (forMs: number) => {
          for (const untilMs = nowMs + forMs; nowMs < untilMs;) {
            nowMs += frameMs
            arrivals.push({ endMs: nowMs, arrivedMs: nowMs + Number(delays.next().value) })
          }
        }
        for (const { liveMs, lostMs, burstFrames } of losses) {
          live(liveMs)
          nowMs += lostMs + burstFrames * frameMs
          for (let n = 0; n < burstFrames; n++) arrivals.push({ endMs: nowMs, arrivedMs: nowMs + jitterMs })
        }
        live(2_500)
        const lastHalfSecond = heardTimes(arrivals, error).slice(-4)
        for (const [n, heardAtMs] of lastHalfSecond.entries()) {
          const { endMs } = arrivals[arrivals.length - lastHalfSecond.length + n] ?? { endMs: NaN }
          expect(Math.abs(heardAtMs - endMs)).toBeLessThanOrEqual(jitterMs + 5)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('stays right for a whole day, though the sound card runs a little slow or fast', () => {
    for (const error of [-300e-6, 300e-6]) {
      const arrivals = Array.from({ length: 864_000 }, (_, n) => ({
        endMs: n * frameMs,
        arrivedMs: n * frameMs,
      }))
      const worst = heardTimes(arrivals, error).reduce(
        (most, at, n) => Math.max(most, Math.abs(at - n * frameMs)),
        0,
      )
      expect(worst).toBeLessThan(5)
    }
  })
})
