import { advanceStream, idleStream } from './stream-machine.ts'
import type { StreamEffect, StreamInput, StreamPhase, StreamState } from './stream-types.ts'

/** What the machine's effects have brought about in a world of its own, for tests. */
export interface StreamWorld {
  state: StreamState
  readonly streams: Set<number>
  mostStreams: number
  checks: number
  timers: number
  wakes: number
  wipes: number
  wasCertainlyGone: boolean
}

export type WorldHappening =
  | 'start'
  | 'stop'
  | 'visible'
  | 'hidden'
  | 'pageshow'
  | 'freeze'
  | 'online'
  | 'offline'
  | 'doubt'
  | 'seen'
  | 'server answers well'
  | 'server answers badly'
  | 'session is gone'
  | 'session expires'
  | 'time passes'
  | 'a late answer'

/** A world in which a session was just started. */
export function createStreamWorld(): StreamWorld {
  const nothing = { checks: 0, timers: 0, wakes: 0, wipes: 0, mostStreams: 0, wasCertainlyGone: false }
  const world = { ...nothing, state: idleStream, streams: new Set<number>() }
  worldStep(world, 'start')
  return world
}

export function worldStep(world: StreamWorld, happening: WorldHappening): void {
  const before = world.state.phase
  // A second session begins with a clean slate, and this world is about one.
  if (happening === 'start' && before !== 'idle') return
  const inputs = inputsFor(world.state, happening)
  for (const input of inputs) {
    const isSaidGone = input.type === 'gone' || (input.type === 'event' && input.end === 'expired')
    if (isSaidGone && 'generation' in input && input.generation === world.state.generation)
      world.wasCertainlyGone = true
    const next = advanceStream(world.state, input, () => 0.5)
    world.state = next.state
    for (const effect of next.effects) bringAbout(world, effect)
  }
}

function inputsFor({ phase, generation }: StreamState, happening: WorldHappening): StreamInput[] {
  switch (happening) {
    case 'start':
      return [{ type: 'start' }]
    case 'server answers well':
      return [goodAnswer(phase, generation)]
    case 'server answers badly':
      return phase === 'checking' ? [{ type: 'unsure', generation }] : [{ type: 'closed', generation }]
    case 'session is gone':
      return phase === 'checking' ? [{ type: 'gone', generation }] : []
    case 'session expires':
      return [{ type: 'event', generation, end: 'expired' }]
    case 'time passes':
      return [{ type: phase === 'waiting' ? 'retry' : 'silence', generation }]
    case 'a late answer':
      return [
        { type: 'gone', generation: generation - 1 },
        { type: 'alive', generation: generation - 1 },
        { type: 'opened', generation: generation - 2 },
        { type: 'event', generation: generation - 1, end: 'expired' },
      ]
    default:
      return [{ type: happening }]
  }
}

function goodAnswer(phase: StreamPhase, generation: number): StreamInput {
  if (phase === 'checking') return { type: 'alive', generation }
  if (phase === 'waiting') return { type: 'retry', generation }
  return phase === 'opening' ? { type: 'opened', generation } : { type: 'event', generation, end: null }
}

function bringAbout(world: StreamWorld, { type, generation }: StreamEffect): void {
  if (type === 'open') world.streams.add(generation)
  if (type === 'check') world.checks++
  if (type === 'wait' || type === 'watch') world.timers = 1
  if (type === 'wake') world.wakes = 1
  if (type === 'rest') world.wakes = 0
  if (type === 'expire') world.wipes++
  if (type === 'close') {
    world.streams.clear()
    world.checks = 0
    world.timers = 0
  }
  world.mostStreams = Math.max(world.mostStreams, world.streams.size)
}
