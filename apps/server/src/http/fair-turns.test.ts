import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { createFairTurns } from './fair-turns.ts'

const aTurn = () => new Promise(setImmediate)

function setUp() {
  const worked: string[] = []
  const listener = createFairTurns(
    ({ url = '' }) => void worked.push(url),
    ({ url = '' }) => (url === 'unlimited' ? null : url),
  )
  function ask(from: string, times: number): void {
    for (let n = 0; n < times; n++) {
      const req = Object.assign(new IncomingMessage(new Socket()), { url: from })
      listener(req, new ServerResponse(req))
    }
  }
  return { ask, count: (from: string) => worked.filter((each) => each === from).length }
}

it('works on what one address asks in portions, and on the rest in the turns that follow', async () => {
  const { ask, count } = setUp()
  ask('flood', 100)
  expect(count('flood')).toBeLessThan(10)
  for (let n = 0; n < 30; n++) {
    const before = count('flood')
    await aTurn()
    expect(count('flood') - before).toBeLessThan(10)
  }
  expect(count('flood')).toBe(100)
})

it('lets nobody else wait behind those', () => {
  const { ask, count } = setUp()
  ask('flood', 100)
  ask('somebody', 1)
  ask('unlimited', 50)
  expect([count('somebody'), count('unlimited')]).toEqual([1, 50])
})

it('works at once on what comes in a later turn', async () => {
  const { ask, count } = setUp()
  for (let n = 1; n <= 100; n++) {
    ask('somebody', 1)
    expect(count('somebody')).toBe(n)
    await aTurn()
    await aTurn()
  }
})
