import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'
import type { Hold } from './held-view.ts'

export interface TimelineGestureOptions {
  readonly picture: Readonly<Ref<HTMLElement | null>>
  /** The moment that is shown at `x` pixels from the picture's left edge. */
  timeAt(x: number): number
  /** The first finger is on the picture. Returns what undoes all that it and others do. */
  grab(): () => void
  /** Fingers hold the picture; called as they move. */
  hold(holds: readonly Hold[]): void
  zoom(factor: number, aroundS: number): void
  /** Drags by this many pixels without a finger, on a trackpad. */
  scroll(pixels: number): void
  pick(atS: number): void
}

/** A finger that moves less than this wants to tap. */
const tapPixels = 8
/** Pixels of a wheel for twice the time: three clicks of a mouse. */
const wheelPixels = 300

/** Dragging, pinching, tapping and turning the wheel on the timeline. Up and down is the page's own. */
export function useTimelineGestures(options: TimelineGestureOptions): void {
  const { picture, timeAt } = options
  const holds = new Map<number, Hold & { readonly fromX: number }>()
  let isTap = false
  let undo = () => {}

  useEventListener(picture, 'pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    isTap = holds.size === 0
    if (isTap) undo = options.grab()
    capture(event)
    const x = xOf(event)
    holds.set(event.pointerId, { x, fromX: x, heldS: timeAt(x) })
    takeHold()
  })

  useEventListener(picture, 'pointermove', (event) => {
    const held = holds.get(event.pointerId)
    if (!held) return
    const x = xOf(event)
    holds.set(event.pointerId, { ...held, x })
    if (isTap && Math.abs(x - held.fromX) < tapPixels) return
    isTap = false
    options.hold([...holds.values()])
  })

  useEventListener(picture, 'pointerup', (event) => {
    if (holds.delete(event.pointerId) && isTap) options.pick(timeAt(xOf(event)))
    takeHold()
  })

  useEventListener(picture, 'pointercancel', (event) => {
    // The finger scrolls the page: it hadn't meant the picture.
    if (holds.delete(event.pointerId)) undo()
    takeHold()
  })

  useEventListener(
    picture,
    'wheel',
    (event) => {
      const isZoom = event.ctrlKey || event.metaKey || event.shiftKey
      if (!isZoom && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return
      event.preventDefault()
      if (isZoom) options.zoom(2 ** ((event.deltaY || event.deltaX) / wheelPixels), timeAt(xOf(event)))
      else options.scroll(event.deltaX)
    },
    { passive: false },
  )

  /** Anew with each finger that comes or goes: the picture mustn't jump to where another one is. */
  function takeHold(): void {
    for (const [id, { x, fromX }] of holds) holds.set(id, { x, fromX, heldS: timeAt(x) })
  }

  function capture({ pointerId }: PointerEvent): void {
    try {
      picture.value?.setPointerCapture(pointerId)
    } catch {
      // The finger is gone already.
    }
  }

  function xOf(event: MouseEvent): number {
    return event.clientX - (picture.value?.getBoundingClientRect().left ?? 0)
  }
}
