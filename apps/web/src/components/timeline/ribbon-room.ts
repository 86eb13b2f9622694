/** The picture's room, and the time that it shows: the `windowS` seconds up to `untilS`. Pixels as of text at 16 px. */
export interface RibbonRoom {
  readonly untilS: number
  readonly windowS: number
  readonly width: number
  readonly height: number
}

/** Beside the window, so that a form at its edge isn't cut. */
const sideMargin = 16
/** Above the ribbon, for the flags that stand on it, and below it, for the underline. */
const topMargin = 28
const bottomMargin = 20

export function xOf(timeS: number, room: RibbonRoom): number {
  return room.width - sideMargin - (room.untilS - timeS) / secondsPerPixel(room)
}

export function timeAt(x: number, room: RibbonRoom): number {
  return room.untilS - (room.width - sideMargin - x) * secondsPerPixel(room)
}

export function secondsPerPixel({ windowS, width }: RibbonRoom): number {
  return windowS / Math.max(1, width - 2 * sideMargin)
}

/** `arousal` from −1, at the bottom, to 1. */
export function yOf(arousal: number, { height }: RibbonRoom): number {
  return topMargin + ((1 - arousal) / 2) * (height - topMargin - bottomMargin)
}
