import { computed, shallowRef } from 'vue'
import { chosenView, shownView, usualView, viewAround, zoomedView } from './timeline-view.ts'
import type { Reach, TimelineView } from './timeline-view.ts'

/** What the timeline shows. It goes along with a conversation that goes on until the person looks elsewhere. */
export function useTimelineView(reach: () => Reach) {
  const chosen = shallowRef(usualView)
  const view = computed(() => shownView(chosen.value, reach()))
  /** Live: its end is in sight. */
  const isFollowing = computed(() => chosen.value.untilS === null)
  const isUsual = computed(() => isFollowing.value && chosen.value.windowS === null)

  function show(wanted: TimelineView): void {
    chosen.value = chosenView(wanted, reach())
  }

  function zoom(factor: number, aroundS: number): void {
    show(zoomedView(view.value, reach(), factor, aroundS))
  }

  /** Moves on to `atS` where it isn't in sight. */
  function reveal(atS: number): void {
    const wanted = viewAround(view.value, atS)
    if (wanted !== view.value) show(wanted)
  }

  /** Goes back to the end, as close to it as before. */
  function follow(): void {
    chosen.value = { ...chosen.value, untilS: null }
  }

  function reset(): void {
    chosen.value = usualView
  }

  /** Returns what leads back to what is shown now. */
  function remember(): () => void {
    const before = chosen.value
    return () => (chosen.value = before)
  }

  return { view, isFollowing, isUsual, show, remember, zoom, reveal, follow, reset }
}
