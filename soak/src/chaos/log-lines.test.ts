import { expect, it } from 'vitest'
import { createLogLines } from './log-lines.ts'
import { createTroubles } from './troubles.ts'

const lost = line('store', 'Socket closed unexpectedly')

it('expects a lost connection while Redis is away, and for a moment after', async () => {
  const { lines, pass, troubles } = begun()
  const away = troubles.during('Redis', () => pass(20_000))
  lines.take(run, lost)
  await away
  await pass(4_000)
  lines.take(run, lost)
  expect(lines.unexpected()).toBe(0)
  await pass(2_000)
  lines.take(run, lost)
  expect(lines.unexpected()).toBe(1)
  expect(lines.expected()).toBe(2)
})

it('expects it of a node that was held still itself, and of no other', async () => {
  const { lines, pass, troubles } = begun()
  await troubles.during('A', () => pass(40_000))
  lines.take(run, lost)
  lines.take({ ...run, node: 'B' }, lost)
  expect(lines.unexpected()).toBe(1)
})

it('expects nothing else, whatever is away', () => {
  const { lines, troubles } = begun()
  void troubles.during('Redis', () => new Promise(() => {}))
  const others = [
    line('unexpected', 'Socket closed unexpectedly'),
    line('store', 'x is undefined'),
    'Warning',
  ]
  for (const other of others) lines.take(run, other)
  expect(lines.unexpected()).toBe(others.length)
  expect(lines.kinds()).toHaveLength(others.length)
})

const run = { name: 'A1', node: 'A', end: null, endingAtMs: 0, goneAtMs: 0 }

function begun() {
  let nowMs = 100_000
  const now = () => nowMs
  const troubles = createTroubles(now)
  return { troubles, lines: createLogLines(troubles, now), pass: async (ms: number) => void (nowMs += ms) }
}

function line(msg: string, message: string): string {
  return JSON.stringify({ level: 50, msg, err: { message } })
}
