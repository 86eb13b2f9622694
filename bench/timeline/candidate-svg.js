import { createApp, h, shallowRef } from 'vue'
import { createHeardClock } from '../../apps/web/src/components/timeline/heard-times.ts'
import SvgTimeline from './SvgTimeline.vue'

/** The picture as SVG. Returns what drags it so many pixels back in time. */
export function showSvg(place, items, windowS) {
  const heard = createHeardClock().date(items)
  const width = place.clientWidth - 40
  const untilS = shallowRef(heard.lastS)
  const room = () => ({ untilS: untilS.value, windowS, width, height: 144 })
  createApp({ render: () => h(SvgTimeline, { heard, room: room() }) }).mount(place)
  return (pixels) => (untilS.value = heard.lastS - (pixels * windowS) / (width - 32))
}
