import { expect, it } from 'vitest'
import { createMicrophones } from './microphones.ts'
import type { NodeRun } from './node-process.ts'
import { createTroubles } from './troubles.ts'

it('counts a microphone that goes on beside a newer one on another node', () => {
  const { turn, pass, stale } = begun()
  turn(nodeA, 1, true)
  turn(nodeB, 2, true)
  pass(14_000)
  expect(stale()).toBe(0)
  pass(2_000)
  expect(stale()).toBe(1)
})

it('counts none that was closed in time, whose session is over, or whose node is gone', () => {
  const { turn, pass, stale, microphones } = begun()
  const nodeC = run('C')
  turn(nodeA, 1, true)
  turn(nodeB, 2, true)
  turn(nodeC, 3, true)
  turn(run('D'), 4, true)
  pass(10_000)
  turn(nodeA, 1, false)
  microphones.take(nodeB, { say: 'removed', sessionId, reason: 'expired' })
  nodeC.end = 'killed'
  pass(20_000)
  expect(stale()).toBe(0)
})

it('gives a node time that couldn’t know', async () => {
  const { turn, pass, stale, troubles } = begun()
  turn(nodeA, 1, true)
  await troubles.during('A', async () => {
    turn(nodeB, 2, true)
    pass(40_000)
  })
  pass(14_000)
  expect(stale()).toBe(0)
  pass(2_000)
  expect(stale()).toBe(1)
})

const sessionId = 'session'
const nodeA = run('A')
const nodeB = run('B')

function run(node: string): NodeRun {
  return { name: `${node}1`, node, end: null, endingAtMs: 0, goneAtMs: 0 }
}

function begun() {
  let nowMs = 100_000
  const troubles = createTroubles(() => nowMs)
  const microphones = createMicrophones(troubles, () => nowMs)
  return {
    troubles,
    microphones,
    stale: microphones.stale,
    turn: (of: NodeRun, number: number, isOn: boolean) =>
      microphones.take(of, { say: 'microphone', sessionId, number, isOn }),
    pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 500) {
        nowMs += 500
        microphones.look()
      }
    },
  }
}
