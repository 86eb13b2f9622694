const windowsS = [30, 60, 120] as const

/**
 * Seconds that the timeline shows of a conversation that has gone on for `elapsedS`. It grows in steps: a young one
 * isn't squeezed into a corner, and the scale hardly ever moves.
 */
export function windowFor(elapsedS: number): number {
  return windowsS.find((windowS) => elapsedS <= windowS) ?? 120
}
