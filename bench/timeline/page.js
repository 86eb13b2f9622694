import '../../apps/web/src/styles/tokens.css'
import '../../apps/web/src/styles/base.css'
import { showCanvas } from './candidate-canvas.js'
import { showSvg } from './candidate-svg.js'
import { showUPlot, showUPlotAlike } from './candidate-uplot.js'
import { conversation } from './conversation.js'
import { createApp, h, shallowRef } from 'vue'
import ToneTimeline from '../../apps/web/src/components/timeline/ToneTimeline.vue'

const place = document.querySelector('#app')
const tones = conversation(10_000)
const show = { canvas: showCanvas, svg: showSvg, 'uPlot, alike': showUPlotAlike, uPlot: showUPlot }
const pixelsAFrame = 4
const farthest = 30
let dragTo = () => {}
let far = 400

/** What callbacks of frames have taken so far. */
let drawnMs = 0
const requestFrame = globalThis.requestAnimationFrame
globalThis.requestAnimationFrame = (draw) =>
  requestFrame.call(globalThis, (atMs) => {
    const fromMs = performance.now()
    draw(atMs)
    drawnMs += performance.now() - fromMs
  })

globalThis.timelineBench = {
  /** Shows the end of the conversation, `windowS` seconds of it. */
  async show({ candidate, windowS }) {
    far = windowS > 10_000 ? farthest : 400
    dragTo = await show[candidate](place, tones, windowS)
    await frames(20)
  },

  /** Drags for `ms`; how long each frame took. */
  async drag(ms) {
    const times = []
    const fromMs = performance.now()
    for (let step = 0; performance.now() - fromMs < ms; step++) {
      // As an event of the pointer comes: before the frame that shows it.
      dragTo(toAndFro(step * pixelsAFrame))
      times.push(await nextFrame())
    }
    return times.slice(1).map((at, i) => at - times[i])
  },

  /** Milliseconds of script from one more tone to its picture, thirty times, after `count` tones. */
  async grow(count) {
    place.replaceChildren()
    const all = conversation(count + 30)
    const items = shallowRef(all.slice(0, count))
    const app = createApp({
      render: () => h(ToneTimeline, { items: items.value, unclear: [], isLive: true }),
    })
    app.mount(place)
    await frames(10)
    const took = []
    for (let n = 1; n <= 30; n++) {
      const fromMs = performance.now()
      items.value = [...items.value, all[count + n - 1]]
      await Promise.resolve()
      const flushedMs = performance.now() - fromMs
      const drawnBeforeMs = drawnMs
      await nextFrame()
      took.push(flushedMs + drawnMs - drawnBeforeMs)
    }
    app.unmount()
    return took
  },
}

function toAndFro(pixels) {
  const turn = pixels % (2 * far)
  return turn < far ? turn : 2 * far - turn
}

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

async function frames(count) {
  for (let n = 0; n < count; n++) await nextFrame()
}
