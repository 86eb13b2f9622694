import type { ShiftDirection } from '@undertone/shared'
import type { ToneLabel } from './tone-words.ts'

/** The line below the word: plain, or the way an elcor of Mass Effect announces its own tone. */
export function subtextFor(label: ToneLabel, direction: ShiftDirection, elcor: boolean): string {
  if (!elcor) return `Tone: ${label.word}`
  const motion = label.isStill ? stillMotion : stirredMotion
  return `With ${motion[direction]} ${label.noun}:`
}

const stirredMotion = { escalating: 'mounting', 'de-escalating': 'fading', stable: 'steady' } as const
/** Nothing mounts in a voice that rises out of its calm. */
const stillMotion = { escalating: 'lifting', 'de-escalating': 'deepening', stable: 'steady' } as const
