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

it('leaves nothing in the samples that it has heard', () => {
  const heard = new Int16Array(1_600).fill(1_000)
  const refused = new Int16Array(1_600).fill(1_000)
  handle([
    { type: 'open', id: 'somebody', known: null },
    { type: 'push', id: 'somebody', samples: heard },
    { type: 'push', id: 'nobody', samples: refused },
    { type: 'close', id: 'somebody' },
  ])
  expect([...heard, ...refused].every((sample) => sample === 0)).toBe(true)
})
