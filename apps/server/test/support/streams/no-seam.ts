import fc from 'fast-check'
import { expect } from 'vitest'
import { createModel } from './model.ts'
import { arriveAll, drainAll, step, steps, type Step, type Trial } from './steps.ts'
import type { CreateStoreHarness } from '../stores/store-harness.ts'
import { createWorld } from './world.ts'

async function runAll(trial: Trial, schedule: Step[]): Promise<void> {
  for (const next of schedule) {
    await next.run(trial)
    await trial.world.settle()
    await trial.world.compare(trial.model)
  }
}

/** Every subscriber is given exactly what it is due, and every session ends once, whatever comes in whatever order. */
export async function expectNoSeam(createHarness: CreateStoreHarness, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (schedule) => {
      const world = await createWorld(createHarness)
      const trial = { world, model: createModel(world.nowMs()) }
      const { model } = trial
      await runAll(trial, [steps.start(20_000), ...schedule])
      await runAll(trial, [arriveAll, drainAll])
      world.compareTranscripts(model)

      // Nobody and nothing stays once everyone has left and all sessions have ended.
      await runAll(
        trial,
        model.subscribers.map(() => steps.hangUp(0)),
      )
      await runAll(
        trial,
        model.sessions.map((_, index) => steps.end(index, 'shutdown')),
      )
      await runAll(trial, [arriveAll])
      // Not even for those who come, or for what is said, after the end.
      await runAll(
        trial,
        model.sessions.map((_, index) => steps.watch(index, 0, true)),
      )
      for (const { id } of model.sessions) {
        world.hub.tell(id, { seq: 99, state: 'mic_off', timestampS: 0 })
        await world.store.tellSpeech(id, 1, { state: 'mic_off', timestampS: 0 })
      }
      await runAll(trial, [arriveAll])
      expect([world.hub.streamCount(), world.hub.roomCount()]).toEqual([0, 0])
      world.hub.stop()
      await world.expectNothingLeft()
    }),
    { numRuns },
  )
}
