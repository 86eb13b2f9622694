import type { ToneEvent } from '@undertone/shared'
import { germanTones } from './german-tones.ts'
import type { GermanTone } from './german-tones.ts'
import { germanWord } from './german-word.ts'

/** The line below the word in German: plain, or as an elcor says it, which the server's own line tells. */
export function germanSubtext({ label, subtext }: Pick<ToneEvent, 'label' | 'subtext'>): string {
  const plain = `Ton: ${germanWord(label)}`
  const [, motion = ''] = /^With (\w+) .+:$/.exec(subtext) ?? []
  const [stem, tone] = [motionStems.get(motion), tones.get(label)]
  return stem && tone ? `Mit ${stem}${dativeEndings[tone.gender]} ${tone.noun}:` : plain
}

const tones: ReadonlyMap<string, GermanTone> = new Map(Object.entries(germanTones))
/** By the words of apps/server/src/tone/subtext.ts. A tone of rest gives way or grows, as German says it of rest. */
const motionStems = new Map([
  ['mounting', 'wachsend'],
  ['fading', 'schwindend'],
  ['steady', 'stet'],
  ['lifting', 'weichend'],
  ['deepening', 'zunehmend'],
])
const dativeEndings = { f: 'er', m: 'em', n: 'em' } as const
