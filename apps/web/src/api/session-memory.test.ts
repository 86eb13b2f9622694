import { describe, expect, it } from 'vitest'
import { createSessionMemory } from './session-memory.ts'

const running = { id: 's', idleTtlS: 90, startedAtMs: 1, source: 'microphone' as const }

describe('the session memory', () => {
  it('finds the session again until it is forgotten', () => {
    const memory = createSessionMemory(() => sessionStorage)
    memory.write(running)
    expect(createSessionMemory(() => sessionStorage).read()).toEqual(running)
    memory.forget()
    expect(memory.read()).toBeNull()
  })

  it('takes what it can’t read as nothing', () => {
    sessionStorage.setItem('undertone.session', '{"id":4}')
    expect(createSessionMemory(() => sessionStorage).read()).toBeNull()
  })

  it('is no obstacle where storage is refused', () => {
    const memory = createSessionMemory(() => {
      throw new Error('SecurityError')
    })
    memory.write(running)
    expect(memory.read()).toBeNull()
  })
})
