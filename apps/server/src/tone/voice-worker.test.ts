import { expect, it } from 'vitest'
import handle from './voice-worker.ts'

it('refuses samples for an id that it does not know, so that nobody speaks to a thread that hears nothing', () => {
  const push = () => ({ type: 'push' as const, id: 'nobody', samples: new Int16Array(160) })
  const refused = { error: expect.stringContaining('no classifier'), isLost: true }
  const { answers } = handle([
    push(),
    { type: 'open', id: 'nobody', known: null },
    push(),
    push(),
    { type: 'close', id: 'nobody' },
    push(),
  ])
  const heard = [160, 320].map((takenSamples) => ({ value: { updates: [], takenSamples } }))
  expect(answers).toEqual([refused, { value: null }, ...heard, { value: expect.anything() }, refused])
})
