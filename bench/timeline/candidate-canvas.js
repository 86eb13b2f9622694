import { createApp, h } from 'vue'
import ToneTimeline from '../../apps/web/src/components/timeline/ToneTimeline.vue'

/** The product's own, whole, with events as a finger gives them. Returns what drags it so many pixels back in time. */
export async function showCanvas(place, items, windowS) {
  createApp({ render: () => h(ToneTimeline, { items, unclear: [], isLive: true }) }).mount(place)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const slider = place.querySelector('[role=slider]')
  const { left, right } = slider.getBoundingClientRect()
  const zoom = { ctrlKey: true, deltaY: 300 * Math.log2(windowS / 120), clientX: right - 16 }
  slider.dispatchEvent(new WheelEvent('wheel', zoom))
  const finger = (type, pixels) =>
    slider.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: left + 40 + pixels }))
  finger('pointerdown', 0)
  return (pixels) => finger('pointermove', pixels)
}
