import { flushPromises } from '@vue/test-utils'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keeping } from '../test/kept-notes.ts'

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('keep' as const) }) },
  { weight: 4, arbitrary: fc.record({ become: fc.constantFrom('well' as const, 'refuses', 'hangs') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('thaw' as const, 'settle') }) },
  { weight: 3, arbitrary: fc.record({ pass: fc.constantFrom(100, 1_000, 3_000, 5_000) }) },
)

it('has each line in the notes once and in order, in the end, whatever fails and recovers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const world = await keeping()
      let kept = 0
      for (const now of steps) {
        if ('become' in now) world.become(now.become)
        else if ('pass' in now) await world.pass(now.pass)
        else if (now.do === 'keep') await world.keep(++kept)
        else if (now.do === 'thaw') world.thaw()
        else void world.keeper.settled()
        await flushPromises()
        const { length } = world.ids()
        expect(world.ids()).toEqual(Array.from({ length }, (_, i) => i + 1))
        if (length === kept) expect(world.keeper.isFailing.value).toBe(false)
      }
      // Whatever state it is in: a bound, then the truth.
      const settled = world.keeper.settled()
      await world.pass(3_000)
      await settled
      expect(world.keeper.isFailing.value).toBe(world.ids().length < kept)
      world.become('well')
      for (let i = 0; i < 2; i++) await world.pass(5_000)
      expect(world.ids()).toEqual(Array.from({ length: kept }, (_, i) => i + 1))
      expect(world.keeper.isFailing.value).toBe(false)
      expect(world.timers()).toBe(0)
      world.dispose()
    }),
    { numRuns: 300 },
  )
})
