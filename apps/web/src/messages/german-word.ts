import { germanTones } from './german-tones.ts'

const words = new Map(Object.entries(germanTones).map(([label, { word }]) => [label, word]))

/** The German word for a tone's `label`; the label itself where a newer server says one that isn't known here. */
export function germanWord(label: string): string {
  return words.get(label) ?? label
}
