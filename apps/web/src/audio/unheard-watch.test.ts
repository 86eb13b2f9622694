import { describe, expect, it } from 'vitest'
import { createUnheardWatch } from './unheard-watch.ts'
import type { Unheard } from './unheard-watch.ts'

describe('the watch over what wasn’t heard', () => {
  it('adds up frames that a slow network drops one by one, once it has calmed', () => {
    const world = watched()
    world.hear(1)
    for (let i = 0; i < 10; i++) {
      world.drop(1)
      world.hear(1)
    }
    expect(world.told).toEqual([])
    world.hear(10)
    expect(world.told).toEqual([{ fromMs: 100, toMs: 2_000, why: 'connection' }])
  })

  it('says nothing of a few dropped frames', () => {
    const world = watched()
    world.hear(1)
    world.drop(8)
    world.hear(30)
    expect(world.told).toEqual([])
  })

  it('tells at once, and once, of a second that was dropped in one piece', () => {
    const world = watched()
    world.hear(1)
    world.drop(10)
    world.hear(1)
    expect(world.told).toEqual([{ fromMs: 100, toMs: 1_200, why: 'connection' }])
    world.hear(30)
    expect(world.told).toHaveLength(1)
  })

  it('takes a long silence that nobody explained as the device’s', () => {
    const world = watched()
    world.hear(1)
    world.pass(4_900)
    world.hear(1)
    expect(world.told).toMatchObject([{ why: 'microphone' }])
  })

  it('is patient with frames that are late', () => {
    const world = watched()
    world.hear(1)
    world.pass(4_800)
    world.hear(1)
    expect(world.told).toEqual([])
  })

  it('tells at the end what hasn’t been listened to up to then, unless the person wanted it so', () => {
    const told: Unheard[] = []
    let nowMs = 0
    const options = {
      awaySinceMs: null,
      nowMs: () => nowMs,
      onUnheard: (unheard: Unheard) => told.push(unheard),
    }
    const [missing, off] = [createUnheardWatch(options), createUnheardWatch(options)]
    missing.heard()
    off.heard()
    nowMs = 8_000
    missing.lost('microphone')
    off.lost('off')
    missing.end()
    off.end()
    expect(told).toEqual([{ fromMs: 0, toMs: 8_000, why: 'microphone' }])
  })

  it('tells of an absence in which the page was thrown away', () => {
    const told: Unheard[] = []
    const watch = createUnheardWatch({
      awaySinceMs: 2_000,
      nowMs: () => 42_000,
      onUnheard: (unheard) => told.push(unheard),
    })
    watch.heard()
    expect(told).toEqual([{ fromMs: 2_000, toMs: 42_000, why: 'away' }])
  })
})

function watched() {
  const told = new Array<Unheard>()
  let atMs = 0
  const watch = createUnheardWatch({
    awaySinceMs: null,
    nowMs: () => atMs,
    onUnheard: (stretch) => told.push(stretch),
  })
  function each(frames: number, tell: () => void): void {
    for (let i = 0; i < frames; i++) {
      atMs += 100
      tell()
    }
  }
  return {
    told,
    pass: (ms: number) => void (atMs += ms),
    hear: (frames: number) => each(frames, watch.heard),
    drop: (frames: number) => each(frames, () => watch.dropped(100)),
  }
}
