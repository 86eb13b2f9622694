import { backOffMs } from './back-off.ts'
import type {
  Advance,
  Happening,
  StreamEffect,
  StreamInput,
  StreamPhase,
  StreamState,
} from './stream-types.ts'

/** A server pings every 15 s; twice missed and a bit is a stream that only looks alive. */
export const liveSilenceMs = 40_000
/** `stream-open` comes with the headers. Past this the network is holding it. */
export const openingSilenceMs = 10_000

export const idleStream: StreamState = { phase: 'idle', generation: 0, failures: 0, proven: false }

/**
 * What follows from `input` in `state`: the next state and what is to be done, in order. Pure.
 * An answer that belongs to an older generation changes nothing.
 */
export function advanceStream(state: StreamState, input: StreamInput, random: () => number): Advance {
  if ('generation' in input) {
    return input.generation === state.generation ? onAnswer(state, input, random) : stay(state)
  }
  return input.type === 'start' ? onStart(state, input) : onHappening[input.type](state, random)
}

type Start = Extract<StreamInput, { type: 'start' }>

function onStart(state: StreamState, { resume, isHidden }: Start): Advance {
  // An end comes before a start that was still waiting for the notes.
  if (state.phase !== 'idle') return stay(state)
  if (isHidden) return leave(state, 'hidden', [])
  return resume ? check(state, 0) : open(state, 0)
}

/** What the page and the person do; each may come at any time, and more than once. */
const onHappening: Readonly<Record<Happening, (state: StreamState, random: () => number) => Advance>> = {
  stop: (state) => (isOver(state) ? stay(state) : leave(state, 'ended', ['finish'])),
  hidden: onHidden,
  freeze: onHidden,
  visible: onReturn,
  pageshow: onReturn,
  online: (state) => (isShown(state) ? check(state, state.failures) : stay(state)),
  offline: (state, random) =>
    isShown(state) && state.phase !== 'waiting' ? wait(state, random) : stay(state),
}

function onHidden(state: StreamState): Advance {
  return isShown(state) ? leave(state, 'hidden', []) : stay(state)
}

type Answer = Extract<StreamInput, { generation: number }>

function onAnswer(state: StreamState, input: Answer, random: () => number): Advance {
  switch (`${state.phase} ${input.type}` as const) {
    case 'opening opened':
      return opened(state)
    case 'opening closed':
    case 'opening silence':
    case 'checking unsure':
      return wait(state, random)
    case 'live closed':
      return state.proven ? check(state, 0) : wait(state, random)
    case 'live silence':
      return check(state, 0)
    case 'checking alive':
      return open(state, state.failures)
    case 'checking gone':
      return leave(state, 'expired', ['expire'])
    case 'waiting retry':
      return check(state, state.failures)
    default:
      return input.type === 'event' ? onEvent(state, input.end, random) : stay(state)
  }
}

function onEvent(
  state: StreamState,
  end: 'ended' | 'expired' | 'shutdown' | null,
  random: () => number,
): Advance {
  if (state.phase !== 'live' && state.phase !== 'opening') return stay(state)
  if (end === 'expired') return leave(state, 'expired', ['expire'])
  if (end === 'ended') return leave(state, 'ended', ['finish'])
  if (end === 'shutdown') return wait(state, random)
  if (state.phase === 'opening') return stay(state)
  // Only a stream that carried something proves the way: one that closes right after opening must still back off.
  return { state: { ...state, failures: 0, proven: true }, effects: [watch(state.generation, liveSilenceMs)] }
}

/** Coming back from wherever: a stream from before is never trusted, and one attempt under way is enough. */
function onReturn(state: StreamState): Advance {
  const replaces = state.phase === 'hidden' || state.phase === 'live' || state.phase === 'waiting'
  return replaces ? check(state, state.failures) : stay(state)
}

function open(state: StreamState, failures: number): Advance {
  const next = turn(state, 'opening', failures)
  const { generation } = next
  const effects = [
    close(generation),
    { type: 'open', generation } as const,
    watch(generation, openingSilenceMs),
  ]
  return { state: next, effects }
}

function opened(state: StreamState): Advance {
  const { generation } = state
  const effects: StreamEffect[] = [watch(generation, liveSilenceMs), { type: 'wake', generation }]
  return { state: { ...state, phase: 'live', proven: false }, effects }
}

function check(state: StreamState, failures: number): Advance {
  const next = turn(state, 'checking', failures)
  return { state: next, effects: [close(next.generation), { type: 'check', generation: next.generation }] }
}

function wait(state: StreamState, random: () => number): Advance {
  const next = turn(state, 'waiting', state.failures + 1)
  const { generation } = next
  const delayMs = backOffMs(next.failures, random)
  return {
    state: next,
    effects: [close(generation), { type: 'rest', generation }, { type: 'wait', generation, delayMs }],
  }
}

function leave(
  state: StreamState,
  phase: 'hidden' | 'expired' | 'ended',
  then: ('expire' | 'finish')[],
): Advance {
  const next = turn(state, phase, 0)
  const { generation } = next
  const last = then.map((type) => ({ type, generation }))
  return { state: next, effects: [close(generation), { type: 'rest', generation }, ...last] }
}

function turn(state: StreamState, phase: StreamPhase, failures: number): StreamState {
  return { phase, generation: state.generation + 1, failures, proven: false }
}

function close(generation: number): StreamEffect {
  return { type: 'close', generation }
}

function watch(generation: number, silenceMs: number): StreamEffect {
  return { type: 'watch', generation, silenceMs }
}

function stay(state: StreamState): Advance {
  return { state, effects: [] }
}

function isOver({ phase }: StreamState): boolean {
  return phase === 'expired' || phase === 'ended'
}

function isShown(state: StreamState): boolean {
  return !isOver(state) && state.phase !== 'idle' && state.phase !== 'hidden'
}
