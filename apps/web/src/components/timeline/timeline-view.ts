import { windowFor } from './window-for.ts'

/** What the picture shows: the `windowS` seconds up to `untilS`. */
export interface TimelineView {
  readonly untilS: number
  readonly windowS: number
}

/** What the person chose to look at; null: what is usual, which goes along with the conversation. */
export interface ChosenView {
  readonly untilS: number | null
  readonly windowS: number | null
}

/** How far the conversation reaches. */
export interface Reach {
  readonly lastS: number
  /** It goes on: usually its end is shown. One that is over is shown as a whole. */
  readonly isLive: boolean
}

/** Two or three tones: closer there is nothing to see. */
const shortestWindowS = 10

/** A part of the window that nobody would leave out on purpose. */
const nearlyThere = 0.02

export const usualView: ChosenView = { untilS: null, windowS: null }

/** What is shown where `chosen` was asked for: never more than there is, never beyond its ends. */
export function shownView(chosen: ChosenView, reach: Reach): TimelineView {
  const windowS = clampWindow(chosen.windowS ?? usualWindow(reach), reach)
  const earliestS = Math.min(windowS, reach.lastS)
  const untilS = Math.min(reach.lastS, Math.max(earliestS, chosen.untilS ?? reach.lastS))
  return { untilS, windowS }
}

/** The choice that shows `view`. Who has come to the end, or nearly so, stays there as the conversation goes on. */
export function chosenView({ untilS, windowS }: TimelineView, reach: Reach): ChosenView {
  const window = clampWindow(windowS, reach)
  return {
    untilS: untilS >= reach.lastS - nearlyThere * window ? null : untilS,
    windowS: window === usualWindow(reach) ? null : window,
  }
}

/** `view` with `factor` times as much time in it; `aroundS` keeps its place. */
export function zoomedView(view: TimelineView, reach: Reach, factor: number, aroundS: number): TimelineView {
  const windowS = clampWindow(view.windowS * factor, reach)
  return { windowS, untilS: aroundS + (view.untilS - aroundS) * (windowS / view.windowS) }
}

/** `view`, or where `atS` isn't well inside it, the same with it in the middle. */
export function viewAround(view: TimelineView, atS: number): TimelineView {
  const edgeS = 0.05 * view.windowS
  const isInside = atS >= view.untilS - view.windowS + edgeS && atS <= view.untilS - edgeS
  return isInside ? view : { ...view, untilS: atS + view.windowS / 2 }
}

/** `windowS`, or the nearest to it that can be shown. */
export function clampWindow(windowS: number, reach: Reach): number {
  const longestS = Math.max(usualWindow(reach), reach.lastS)
  return Math.max(shortestWindowS, Math.min(longestS, windowS))
}

function usualWindow({ lastS, isLive }: Reach): number {
  return isLive ? windowFor(lastS) : Math.max(shortestWindowS, lastS)
}
