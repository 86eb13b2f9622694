import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { setVisibility } from '../test/page.ts'
import { withScope } from '../test/with-scope.ts'
import { useAppUpdate } from './useAppUpdate.ts'

const hourMs = 3_600_000

describe('a new version', () => {
  it('is offered once it waits, and not before', async () => {
    const { update, worker } = updating()
    await flushPromises()
    expect(update.isReady.value).toBe(false)
    worker.tell('waiting')
    expect(update.isReady.value).toBe(true)
  })

  it('is loaded only where it was asked for', () => {
    const { update, worker, reloads } = updating()
    worker.tell('waiting')
    worker.tell('controlling')
    expect([worker.skips(), reloads()]).toEqual([0, 0])
    update.take()
    expect([worker.skips(), reloads()]).toEqual([1, 0])
    worker.tell('controlling')
    expect(reloads()).toBe(1)
  })

  it('can be left for later', () => {
    const { update, worker } = updating()
    worker.tell('waiting')
    update.later()
    expect(update.isReady.value).toBe(false)
    expect(worker.skips()).toBe(0)
  })

  it('is looked for when the person comes back, once an hour at most', () => {
    const { worker, pass } = updating()
    pass(hourMs - 1)
    setVisibility('visible')
    expect(worker.looks()).toBe(0)
    pass(1)
    setVisibility('visible')
    setVisibility('visible')
    expect(worker.looks()).toBe(1)
  })

  it('is no concern of a browser that refuses or has no workers', async () => {
    const { update } = updating({ refuses: true })
    await flushPromises()
    const none = withScope(() => useAppUpdate({ worker: null, document, nowMs: () => 0, reload: fail }))
    none.result.take()
    expect([update.isReady.value, none.result.isReady.value]).toEqual([false, false])
  })
})

function fail(): void {
  throw new Error('Nothing was asked for')
}

function updating({ refuses = false } = {}) {
  const told: [string, () => void][] = []
  let [skips, looks, reloads, now] = [0, 0, 0, 0]
  const worker = {
    addEventListener: (type: string, tell: () => void) => void told.push([type, tell]),
    register: () => (refuses ? Promise.reject(new Error('SecurityError')) : Promise.resolve()),
    update: () => Promise.reject(new Error(`offline ${looks++}`)),
    messageSkipWaiting: () => void skips++,
  }
  const { result } = withScope(() =>
    useAppUpdate({ worker, document, nowMs: () => now, reload: () => void reloads++ }),
  )
  return {
    update: result,
    reloads: () => reloads,
    pass: (ms: number) => (now += ms),
    worker: {
      skips: () => skips,
      looks: () => looks,
      tell: (type: string) => told.forEach(([told, tell]) => told === type && tell()),
    },
  }
}
