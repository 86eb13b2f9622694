import { expect, it, vi } from 'vitest'
import { createKeepWindow } from './keep-window.ts'

it('counts anew each time it is opened, and is over once', () => {
  vi.useFakeTimers()
  const onOver = vi.fn()
  const keep = createKeepWindow({ keepMs: 100, nowMs: () => Date.now(), onOver })
  keep.open()
  vi.advanceTimersByTime(60)
  keep.open()
  vi.advanceTimersByTime(99)
  expect(keep.isOver()).toBe(false)
  expect(onOver).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(keep.isOver()).toBe(true)
  expect(onOver).toHaveBeenCalledOnce()
  vi.useRealTimers()
})
