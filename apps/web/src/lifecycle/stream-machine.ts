import { backOffMs } from './back-off.ts'
import type {
  Advance,
  Happening,
  PlainAnswer,
  StreamEffect,
  StreamInput,
  StreamPhase,
  StreamState,
} from './stream-types.ts'

/** A server pings every 15 s; twice missed and a bit is a stream that only looks alive. */
export const liveSilenceMs = 40_000
/** `stream-open` comes with the headers. Past this the network is holding it. */
const openingSilenceMs = 10_000

export const idleStream: StreamState = {
  phase: 'idle',
  generation: 0,
  failures: 0,
  isProven: false,
  isAsked: false,
  isRefused: false,
}

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

function onStart(state: StreamState, { isHidden }: Start): Advance {
  // An end comes before a start that was still waiting for the notes.
  if (state.phase !== 'idle') return stay(state)
  return isHidden ? leave(state, 'hidden', []) : open(state, 0)
}

/** What the page and the person do; each may come at any time, and more than once. */
const onHappening: Readonly<Record<Happening, (state: StreamState, random: () => number) => Advance>> = {
  stop: (state) => (isOver(state.phase) ? stay(state) : leave(state, 'ended', ['finish'])),
  hidden: onHidden,
  freeze: onHidden,
  visible: onReturn,
  pageshow: onReturn,
  seen: (state) => (state.phase === 'hidden' ? onReturn(state) : stay(state)),
  online: (state) => (isShown(state) ? open(state, state.failures) : stay(state)),
  doubt: (state) => (state.phase === 'live' ? open(state, state.failures) : stay(state)),
  offline: onOffline,
}

function onOffline(state: StreamState, random: () => number): Advance {
  if (!isShown(state)) return stay(state)
  return state.phase === 'waiting' ? stay({ ...state, isRefused: false }) : wait(state, random)
}

function onHidden(state: StreamState): Advance {
  return isShown(state) ? leave(state, 'hidden', []) : stay(state)
}

type Answer = Extract<StreamInput, { generation: number }>

function onAnswer(state: StreamState, input: Answer, random: () => number): Advance {
  if (input.type === 'event') return onEvent(state, input.end, random)
  return onPlainAnswer[`${state.phase} ${input.type}`]?.(state, random) ?? stay(state)
}

type AnswerRule = (state: StreamState, random: () => number) => Advance

/** By phase and answer; what isn't here changes nothing. */
const onPlainAnswer: Readonly<Partial<Record<`${StreamPhase} ${PlainAnswer}`, AnswerRule>>> = {
  'opening opened': opened,
  'opening closed': onFirstClosed,
  'opening silence': wait,
  'live closed': onCut,
  'live silence': (state) => open(state, 0),
  'checking alive': (state) => open(state, state.failures, { isAsked: true }),
  'checking gone': (state) => leave(state, 'expired', ['expire']),
  'checking unsure': wait,
  'waiting retry': check,
}

/** A stream that brought something shows that there is a way: the next one is opened without a word. */
function onCut(state: StreamState, random: () => number): Advance {
  return state.isProven ? open(state, 0) : onFirstClosed(state, random)
}

/**
 * A stream that brought nothing. A browser doesn't tell why: the session may be gone. Asked once and without a word, or
 * a server that refuses streams alone, or takes them only to close them, would be asked without a pause.
 */
function onFirstClosed(state: StreamState, random: () => number): Advance {
  return state.isAsked ? wait(state, random, { isRefused: true }) : check(state)
}

function onEvent(
  state: StreamState,
  end: 'ended' | 'expired' | 'shutdown' | null,
  random: () => number,
): Advance {
  if (state.phase !== 'live' && state.phase !== 'opening') return stay(state)
  if (end === 'expired') return leave(state, 'expired', ['expire'])
  if (end === 'ended') return leave(state, 'ended', ['finish'])
  // One server of several goes; where it was the only one, the attempt says so.
  if (end === 'shutdown') return onCut(state, random)
  if (state.phase === 'opening') return stay(state)
  // Only a stream that carried something proves the way: one that closes right after opening must still back off.
  return {
    state: { ...state, failures: 0, isProven: true },
    effects: [watch(state.generation, liveSilenceMs)],
  }
}

/** Coming back from wherever: a stream from before is never trusted, and one attempt under way is enough. */
function onReturn(state: StreamState): Advance {
  const replaces = state.phase === 'hidden' || state.phase === 'live' || state.phase === 'waiting'
  return replaces ? open(state, state.failures) : stay(state)
}

/** The stream itself is the question whether the session lives: to ask before would cost a way there and back. */
function open(state: StreamState, failures: number, { isAsked } = { isAsked: false }): Advance {
  const next = { ...turn(state, 'opening', failures), isAsked }
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
  return { state: { ...state, phase: 'live', isProven: false }, effects }
}

function check(state: StreamState): Advance {
  const next = turn(state, 'checking', state.failures)
  return { state: next, effects: [close(next.generation), { type: 'check', generation: next.generation }] }
}

function wait(state: StreamState, random: () => number, { isRefused } = { isRefused: false }): Advance {
  const next = { ...turn(state, 'waiting', state.failures + 1), isRefused }
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
  const { isRefused } = state
  return { phase, generation: state.generation + 1, failures, isProven: false, isAsked: false, isRefused }
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

/** Nothing more comes of this session. */
export function isOver(phase: StreamPhase): boolean {
  return phase === 'expired' || phase === 'ended'
}

function isShown(state: StreamState): boolean {
  return !isOver(state.phase) && state.phase !== 'idle' && state.phase !== 'hidden'
}
