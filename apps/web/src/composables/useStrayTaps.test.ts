import { beforeEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { withScope } from '../test/with-scope.ts'
import { useStrayTaps } from './useStrayTaps.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('swallows the second tap of a double tap on what was there before, and no other', () => {
  const { change, tap } = room()
  expect([tap(1), tap(2)]).toEqual([true, true])
  change()
  expect([tap(2), tap(1), tap(0)]).toEqual([false, true, true])
  vi.advanceTimersByTime(700)
  expect(tap(2)).toBe(true)
})

/** `tap` tells whether a button in the room was pressed by it. */
function room() {
  const element = document.createElement('div')
  const button = element.appendChild(document.createElement('button'))
  document.body.append(element)
  const isOver = shallowRef(false)
  let presses = 0
  button.addEventListener('click', () => presses++)
  withScope(() => {
    useStrayTaps(shallowRef(element), () => isOver.value)
    return true
  })
  function tap(detail: number): boolean {
    const before = presses
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }))
    return presses > before
  }
  return { tap, change: () => (isOver.value = true) }
}
