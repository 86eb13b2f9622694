import type { ToneEvent } from '@undertone/shared'

/** The session is an elcor's: its lines say their tone in another way than plainly ("Tone: tense"). */
export function isElcorLine({ subtext }: Pick<ToneEvent, 'subtext'>): boolean {
  return !subtext.startsWith('Tone: ')
}
