import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advanceStream, idleStream, liveSilenceMs } from './stream-machine.ts'
import type { Advance, StreamInput, StreamState } from './stream-types.ts'
import { createStreamWorld, worldStep } from './stream-world.fake.ts'

const noSpread = () => 0.5

describe('the stream machine', () => {
  it('opens a stream at once', () => {
    const { state, effects } = run([{ type: 'start' }])
    expect(state.phase).toBe('opening')
    expect(effects).toContainEqual({ type: 'open', generation: 1 })
  })

  it('opens nothing for a page that nobody sees', () => {
    const { state, effects } = run([{ type: 'start', isHidden: true }])
    expect(state.phase).toBe('hidden')
    expect(effects.map(({ type }) => type)).toEqual(['close', 'rest'])
    expect(step(state, { type: 'visible' }).state.phase).toBe('opening')
  })

  it('closes the stream on hidden without ending anything, and lets the screen sleep', () => {
    const { state, effects } = run([...live, { type: 'hidden' }])
    expect(state.phase).toBe('hidden')
    expect(effects.map(({ type }) => type)).toEqual(['close', 'rest'])
  })

  it('replaces the stream on return, with no question before', () => {
    const back = run([...live, { type: 'hidden' }, { type: 'visible' }])
    expect(back.state.phase).toBe('opening')
    expect(back.effects.map(({ type }) => type)).toEqual(['close', 'open', 'watch'])
  })

  it('asks once why a stream was refused, and waits when it is refused again though the session lives', () => {
    const refused = refusedOnReturn()
    expect(refused.state).toMatchObject({ phase: 'checking', failures: 0 })
    const again = step(refused.state, { type: 'alive', generation: refused.state.generation }).state
    expect(again.phase).toBe('opening')
    expect(step(again, { type: 'closed', generation: again.generation }).state).toMatchObject({
      phase: 'waiting',
      failures: 1,
    })
  })

  it('replaces a live stream when the way was found dead elsewhere, and minds no doubt at any other time', () => {
    const live1 = run(live).state
    expect(step(live1, { type: 'doubt' }).state).toMatchObject({ phase: 'opening', failures: 0 })
    const hidden = step(live1, { type: 'hidden' }).state
    expect(step(hidden, { type: 'doubt' }).state).toBe(hidden)
  })

  it('takes visible and pageshow of one return as one', () => {
    const once = run([...live, { type: 'hidden' }, { type: 'visible' }])
    expect(step(once.state, { type: 'pageshow' }).effects).toEqual([])
    expect(step(once.state, { type: 'visible' }).effects).toEqual([])
  })

  it('takes any sign of somebody for a return where it rests, and for nothing where it doesn’t', () => {
    const hidden = run([...live, { type: 'hidden' }]).state
    expect(step(hidden, { type: 'seen' }).state.phase).toBe('opening')
    const shown = run(live).state
    expect(step(shown, { type: 'seen' }).state).toBe(shown)
  })

  it('expires on a certain gone, and on nothing else', () => {
    const checking = refusedOnReturn().state
    const { generation } = checking
    expect(step(checking, { type: 'gone', generation }).state.phase).toBe('expired')
    expect(step(checking, { type: 'unsure', generation }).state.phase).toBe('waiting')
  })

  it('drops an answer to a question from before', () => {
    const checking = refusedOnReturn().state
    expect(step(checking, { type: 'gone', generation: checking.generation - 1 }).state).toBe(checking)
  })

  it('waits 1, 2, 4 … 30 s between attempts, spread by the dice', () => {
    const waits = [...waitsAfterFailures(7, noSpread)]
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    expect([...waitsAfterFailures(1, () => 0)]).toEqual([800])
  })

  it('tries again at once when the network comes back', () => {
    const waiting = run([...live, { type: 'offline' }]).state
    expect(waiting.phase).toBe('waiting')
    expect(step(waiting, { type: 'online' }).effects.map(({ type }) => type)).toContain('open')
  })

  it('replaces a stream that was silent for too long, without a word of trouble', () => {
    const { state, effects } = run([...live, { type: 'silence', generation: 1 }])
    expect(state).toMatchObject({ phase: 'opening', failures: 0 })
    expect(effects.map(({ type }) => type)).toEqual(['close', 'open', 'watch'])
  })

  it('can be ended before it has started, and then never starts', () => {
    const { state, effects } = run([{ type: 'stop' }, { type: 'start' }])
    expect(state.phase).toBe('ended')
    expect(effects).not.toContainEqual(expect.objectContaining({ type: 'check' }))
  })

  it('starts the watchdog of 40 s anew with every sign of life', () => {
    expect(run(live).effects).toEqual([{ type: 'watch', generation: 1, silenceMs: liveSilenceMs }])
  })

  it('goes on without a word when a stream is cut before it brought anything', () => {
    const opened = run(live.slice(0, 2)).state
    const { state } = step(opened, { type: 'closed', generation: 1 })
    expect(state).toMatchObject({ phase: 'checking', failures: 0 })
  })

  it('backs off from a server that accepts streams only to close them', () => {
    const cutTwice: StreamInput[] = [
      ...live.slice(0, 2),
      { type: 'closed', generation: 1 },
      { type: 'alive', generation: 2 },
      { type: 'opened', generation: 3 },
      { type: 'closed', generation: 3 },
    ]
    expect(run(cutTwice).state).toMatchObject({ phase: 'waiting', failures: 1 })
  })

  it.each([
    ['expired', 'expired', 'expire'],
    ['ended', 'ended', 'finish'],
  ] as const)('takes a session-end of %s as %s', (end, phase, effect) => {
    const { state, effects } = run([...live, { type: 'event', generation: 1, end }])
    expect(state.phase).toBe(phase)
    expect(effects.at(-1)?.type).toBe(effect)
  })

  it('opens another stream at once and without a word when its server goes, as others may be there', () => {
    const { state } = run([
      ...live,
      { type: 'event', generation: 1, end: null },
      { type: 'event', generation: 1, end: 'shutdown' },
    ])
    expect(state).toMatchObject({ phase: 'opening', failures: 0 })
  })

  it('asks before it tries again where a server goes that has brought nothing', () => {
    const { state } = run([...live.slice(0, 2), { type: 'event', generation: 1, end: 'shutdown' }])
    expect(state).toMatchObject({ phase: 'checking', failures: 0 })
  })
})

describe('the stream machine, whatever comes', () => {
  it('never has two streams, two wake locks or a wipe without certainty', () => {
    fc.assert(
      fc.property(fc.array(happenings, { maxLength: 120 }), (inputs) => {
        const world = createStreamWorld()
        for (const happening of inputs) {
          worldStep(world, happening)
          expect(world.mostStreams).toBeLessThanOrEqual(1)
          expect(world.streams.size === 1).toBe(['opening', 'live'].includes(world.state.phase))
          expect(world.wakes).toBeLessThanOrEqual(1)
          if (world.wipes > 0) expect(world.wasCertainlyGone).toBe(true)
        }
        expect(world.wipes).toBeLessThanOrEqual(1)
      }),
      { numRuns: 2_000 },
    )
  })

  it('always settles to live while the page is seen and the server is there', () => {
    fc.assert(
      fc.property(fc.array(kindHappenings, { maxLength: 60 }), (inputs) => {
        const world = createStreamWorld()
        for (const happening of inputs) worldStep(world, happening)
        worldStep(world, 'visible')
        for (let i = 0; i < 6; i++) worldStep(world, 'server answers well')
        expect(world.state.phase).toBe('live')
      }),
      { numRuns: 1_000 },
    )
  })

  it('always ends when the person ends it, and nothing stays open', () => {
    fc.assert(
      fc.property(fc.array(kindHappenings, { maxLength: 60 }), (inputs) => {
        const world = createStreamWorld()
        for (const happening of inputs) worldStep(world, happening)
        worldStep(world, 'stop')
        for (const late of inputs) worldStep(world, late)
        expect(world.state.phase).toBe('ended')
        expect(world).toMatchObject({ timers: 0, checks: 0, wakes: 0 })
        expect(world.streams.size).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })
})

const live: StreamInput[] = [
  { type: 'start' },
  { type: 'opened', generation: 1 },
  { type: 'event', generation: 1, end: null },
]

const kind = [
  'visible',
  'hidden',
  'pageshow',
  'freeze',
  'online',
  'offline',
  'doubt',
  'seen',
  'server answers well',
  'server answers badly',
  'time passes',
  'a late answer',
] as const
const kindHappenings = fc.constantFrom(...kind)
const happenings = fc.constantFrom(...kind, 'session is gone', 'session expires', 'stop', 'start')

function step(state: StreamState, input: StreamInput) {
  return advanceStream(state, input, noSpread)
}

function run(inputs: readonly StreamInput[]): Advance {
  const nothing: Advance = { state: idleStream, effects: [] }
  return inputs.reduce((before, input) => step(before.state, input), nothing)
}

/** The person came back, and the stream that was opened for them was closed before it said a word. */
function refusedOnReturn(): Advance {
  const { state } = run([...live, { type: 'hidden' }, { type: 'visible' }])
  return step(state, { type: 'closed', generation: state.generation })
}

function* waitsAfterFailures(count: number, random: () => number): Generator<number> {
  let { state } = refusedOnReturn()
  for (let i = 0; i < count; i++) {
    const waiting = advanceStream(state, { type: 'unsure', generation: state.generation }, random)
    for (const effect of waiting.effects) if (effect.type === 'wait') yield effect.delayMs
    state = advanceStream(
      waiting.state,
      { type: 'retry', generation: waiting.state.generation },
      random,
    ).state
  }
}
