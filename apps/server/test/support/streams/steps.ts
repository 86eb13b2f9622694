import type { EndReason, SpeechStateName } from '@undertone/shared'
import fc from 'fast-check'
import { expect } from 'vitest'
import { toneEvent } from '../tone.ts'
import type { Model } from './model.ts'
import type { World } from './world.ts'

export interface Trial {
  model: Model
  world: World
}

/** One thing that happens, in the model and in the world. It reads as a call, so that a failing schedule can be read. */
export interface Step {
  run(trial: Trial): Promise<void> | void
  toString(): string
}

type Steps = Record<string, (...args: never[]) => Step>

const named = (name: string, run: Step['run']): Step => ({ run, toString: () => name })
const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % list.length]

/** Every kind of step. Numbers choose among what there is at that moment. */
export const steps = {
  start: (idleTtlMs: number) =>
    named(`start(${idleTtlMs} ms)`, async ({ model, world }) => {
      const { id } = await world.store.create({ elcor: false, idleTtlMs })
      // The process that holds a microphone is told everything, from its taking on.
      expect((await world.store.takeMicrophone(id))?.number).toBe(1)
      model.start(id, idleTtlMs)
    }),
  share: (which: number) =>
    named(`share(${which})`, async ({ model, world }) => {
      const session = pick(model.sessions, which)
      if (!session) return
      const viewerId = await world.store.share(session.id)
      if (session.gone) expect(viewerId).toBeNull()
      else if (session.viewerId === null) session.viewerId = viewerId
      else expect(viewerId).toBe(session.viewerId)
    }),
  append: (which: number, count: number) =>
    named(`append(${which}, ${count} times)`, async ({ model, world }) => {
      const session = pick(model.sessions, which)
      for (let n = 0; session && n < count; n++) {
        await world.store.append(session.id, toneEvent({ session_id: session.id }))
        model.append(session)
      }
    }),
  hear: (which: number, state: SpeechStateName) =>
    named(`hear(${which}, ${state})`, async ({ model, world }) => {
      const session = pick(model.sessions, which)
      if (!session) return
      const timestampS = (model.nowMs() - session.createdAtMs) / 1_000
      await world.store.tellSpeech(session.id, 1, { state, timestampS })
      model.hear(session, state)
    }),
  end: (which: number, reason: EndReason) =>
    named(`end(${which}, ${reason})`, async ({ model, world }) => {
      const session = pick(model.sessions, which)
      if (session) expect(await world.store.remove(session.id, reason)).toBe(model.remove(session, reason))
    }),
  sweep: () =>
    named('sweep()', async ({ model, world }) => {
      expect(await world.store.removeIdle(), 'sessions swept').toBe(model.sweep().length)
    }),
  /** `back`: how many ids before the head it asks; beyond the beginning it asks for an id that never was. */
  watch: (which: number, back: number | null, asViewer: boolean) =>
    named(
      `watch(${which}, ${back === null ? 'fresh' : `${back} back`}${asViewer ? ', as a viewer' : ''})`,
      ({ model, world }) => {
        const session = pick(model.sessions, which)
        if (!session) return
        const afterId = back === null ? null : back > session.head ? session.head + 1 : session.head - back
        world.watch(model.watch(session, afterId, asViewer))
      },
    ),
  hangUp: (which: number) =>
    named(`hangUp(${which})`, ({ model, world }) => {
      const present = model.subscribers.filter(({ state, hungUp }) => state !== 'refused' && !hungUp)
      const subscriber = pick(present, which)
      if (!subscriber) return
      world.hangUp(model.subscribers.indexOf(subscriber))
      model.hangUp(subscriber)
    }),
  stall: (which: number) =>
    named(`stall(${which})`, ({ model, world }) => {
      const subscriber = pick(model.subscribers, which)
      if (subscriber) world.stall(model.subscribers.indexOf(subscriber))
    }),
  drain: (which: number) =>
    named(`drain(${which})`, ({ model, world }) => {
      const subscriber = pick(model.subscribers, which)
      if (subscriber) world.drain(model.subscribers.indexOf(subscriber))
    }),
  takeEffect: (which: number) =>
    named(`takeEffect(${which})`, async ({ model, world }) => {
      const call = pick(model.requests, which)
      if (!call) return
      const [request] = world.late.requests.splice(model.requests.indexOf(call), 1)
      model.takeEffect(call)
      await request?.takeEffect()
    }),
  fail: (which: number) =>
    named(`fail(${which})`, ({ model, world }) => {
      const call = pick(model.requests, which)
      if (!call) return
      const [request] = world.late.requests.splice(model.requests.indexOf(call), 1)
      model.fail(call)
      request?.fail()
    }),
  answer: (which: number) =>
    named(`answer(${which})`, ({ model, world }) => {
      const call = pick(model.answers, which)
      if (!call) return
      const [answered] = world.late.answers.splice(model.answers.indexOf(call), 1)
      model.answer(call)
      answered?.answer()
    }),
  notify: (which: number) =>
    named(`notify(${which})`, ({ model, world }) => {
      const session = pick(
        model.sessions.filter(({ notices }) => notices.length > 0),
        which,
      )
      if (!session) return
      world.late.notify(session.id)
      model.notify(session)
    }),
  pass: (ms: number) =>
    named(`pass(${ms} ms)`, async ({ model, world }) => {
      await world.pass(ms)
      model.pass(ms)
    }),
} satisfies Steps

/** Every stalled network takes what waits for it. */
export const drainAll = named('drainAll()', ({ model, world }) => {
  for (const index of model.subscribers.keys()) world.drain(index)
})

/** Everything that is on its way arrives, and what comes of it as well. */
export const arriveAll = named('arriveAll()', async (trial) => {
  const { model, world } = trial
  const notices = () => model.sessions.flatMap((session) => session.notices)
  while (model.requests.length + model.answers.length + notices().length > 0) {
    for (const next of [steps.takeEffect(0), steps.answer(0), steps.notify(0)]) {
      await next.run(trial)
      await world.settle()
    }
  }
})

const which = fc.oneof(fc.constant(0), fc.nat(11))
/** Idle times, pings and ages to the millisecond, and one beside. */
const times = fc.constantFrom(
  1,
  500,
  1_000,
  7_500,
  14_000,
  15_000,
  20_000,
  20_001,
  45_000,
  90_000,
  116_000,
  117_000,
)

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(20_000, 45_000).map(steps.start) },
  { weight: 1, arbitrary: which.map(steps.share) },
  {
    weight: 4,
    arbitrary: fc.tuple(which, fc.integer({ min: 1, max: 9 })).map((args) => steps.append(...args)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(which, fc.constantFrom('listening', 'speaking', 'mic_off'))
      .map((args) => steps.hear(...args)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(which, fc.constantFrom('ended', 'shutdown')).map((args) => steps.end(...args)),
  },
  { weight: 4, arbitrary: fc.constant(null).map(steps.sweep) },
  {
    weight: 6,
    arbitrary: fc.tuple(which, fc.option(fc.nat(12)), fc.boolean()).map((args) => steps.watch(...args)),
  },
  { weight: 3, arbitrary: which.map(steps.hangUp) },
  { weight: 3, arbitrary: which.map(steps.stall) },
  { weight: 2, arbitrary: which.map(steps.drain) },
  { weight: 7, arbitrary: which.map(steps.takeEffect) },
  { weight: 1, arbitrary: which.map(steps.fail) },
  { weight: 7, arbitrary: which.map(steps.answer) },
  { weight: 7, arbitrary: which.map(steps.notify) },
  { weight: 3, arbitrary: fc.constant(arriveAll) },
  { weight: 3, arbitrary: times.map(steps.pass) },
)
