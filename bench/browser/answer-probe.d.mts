export interface Visit {
  /** From the beginning of the visit until there is something to tap, and until a tap is answered. */
  readonly shownMs: number
  readonly answeredMs: number
}

export type VisitGoal = 'card' | 'start'

export function probeAnswers(goal: VisitGoal): void

declare global {
  function answeredTap(): Promise<Visit>
}
