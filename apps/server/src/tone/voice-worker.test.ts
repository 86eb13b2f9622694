import { expect, it } from 'vitest'
import handle from './voice-worker.ts'

it('refuses samples for an id that it does not know, so that nobody speaks to a thread that hears nothing', () => {
  const push = () => handle({ type: 'push', id: 'nobody', samples: new Int16Array(160) })
  expect(push).toThrow('no classifier')
  handle({ type: 'open', id: 'nobody', known: null })
  expect([push(), push()]).toEqual([160, 320].map((takenSamples) => ({ updates: [], takenSamples })))
  handle({ type: 'close', id: 'nobody' })
  expect(push).toThrow('no classifier')
})
