import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLife, happenings, type Happening } from '../test/page-life.ts'

const ordinary = fc.constantFrom<Happening>(...happenings)
const any = fc.constantFrom<Happening>(...happenings, 'server says gone', 'session expires')

// Thousands of schedules, on a machine that may be at other work.
describe('a page, whatever happens to it', { timeout: 60_000 }, () => {
  it('never has two streams or two wake locks, and loses nothing shown but after a certain end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 60 }), async (schedule) => {
        const life = createLife()
        for (const happening of schedule) {
          await life.take(happening)
          life.check()
        }
        life.dispose()
        await life.settle()
        await life.checkNothingHeld()
      }),
      { numRuns: 1_500 },
    )
  })

  it('always settles to live, with one stream and one wake lock, once it is seen and the server is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ordinary, { maxLength: 60 }), async (schedule) => {
        const life = createLife()
        for (const happening of schedule) await life.take(happening)
        await life.take('show')
        for (let round = 0; round < 8; round++) {
          for (const kindly of [
            'server says alive',
            'stream opens',
            'stream says something',
            'a minute passes',
          ] as const) {
            await life.take(kindly)
          }
        }
        for (const kindly of [
          'server says alive',
          'stream opens',
          'stream says something',
          'screen lock granted',
          'tap',
          'screen lock granted',
        ] as const)
          await life.take(kindly)
        expect(life.phase()).toBe('live')
        expect([life.openStreams(), life.heldLocks()]).toEqual([1, 1])
        life.dispose()
      }),
      { numRuns: 500 },
    )
  })

  it('always ends when the person ends it, and holds nothing then', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(ordinary, { maxLength: 40 }),
        fc.array(any, { maxLength: 20 }),
        async (before, after) => {
          const life = createLife()
          for (const happening of before) await life.take(happening)
          life.end()
          for (const happening of after) await life.take(happening)
          await life.settle()
          expect(life.phase()).toBe('ended')
          await life.checkNothingHeld()
          life.dispose()
        },
      ),
      { numRuns: 500 },
    )
  })
})
