import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createModel } from '../../test/support/streams/model.ts'
import { arriveAll, drainAll, step, steps, type Step, type Trial } from '../../test/support/streams/steps.ts'
import { createWorld } from '../../test/support/streams/world.ts'

async function runAll(trial: Trial, schedule: Step[]): Promise<void> {
  for (const next of schedule) {
    await next.run(trial)
    await trial.world.settle()
    await trial.world.compare(trial.model)
  }
}

it('gives every subscriber exactly what it is due, and ends every session once, whatever comes in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (schedule) => {
      const world = createWorld()
      const trial = { world, model: createModel(world.clock.nowMs()) }
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
      for (const { id } of model.sessions) world.hub.tellSpeechState(id, 'mic_off', 0)
      await runAll(trial, [arriveAll])
      expect([world.hub.streamCount(), world.hub.roomCount()]).toEqual([0, 0])
      world.hub.stop()
      expect(world.clock.pending()).toBe(0)
    }),
    { numRuns: 3_000 },
  )
})
