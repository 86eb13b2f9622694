import type { Affect, ShiftDirection } from '@undertone/shared'

/** The word to show, and the noun of it for an elcor's subtext. */
export interface ToneLabel {
  word: string
  noun: string
}

interface Reading {
  affect: Affect
  confidence: number
  arousal: number
}

interface Choice extends ToneLabel {
  /** What the evidence must reach for this word; nothing for the last of a list. */
  confidenceFrom?: number
  arousalAbove?: number
  arousalBelow?: number
}

/** The words of each affect, the most particular first. */
const choices: Record<Affect, readonly Choice[]> = {
  neutral: [
    { word: 'flat', noun: 'flatness', arousalBelow: -0.4 },
    { word: 'even', noun: 'evenness' },
  ],
  calm: [{ word: 'calm', noun: 'calm' }],
  happy: [
    { word: 'bright', noun: 'cheer', arousalAbove: 0.5 },
    { word: 'warm', noun: 'warmth' },
  ],
  sad: [
    { word: 'sad', noun: 'sorrow', confidenceFrom: 0.6 },
    { word: 'low', noun: 'lowness' },
  ],
  angry: [
    { word: 'angry', noun: 'anger', confidenceFrom: 0.8, arousalAbove: 0.5 },
    { word: 'tense', noun: 'tension' },
  ],
  fearful: [
    { word: 'fearful', noun: 'fear', confidenceFrom: 0.7 },
    { word: 'uneasy', noun: 'unease' },
  ],
  disgusted: [{ word: 'put off', noun: 'distaste' }],
  surprised: [{ word: 'surprised', noun: 'surprise' }],
  bored: [{ word: 'weary', noun: 'weariness' }],
}

/**
 * The word for how somebody sounds. A strong word is used only where the evidence is strong: "tense" says no more
 * than a raised voice shows, "angry" claims to know why.
 */
export function labelFor({ affect, confidence, arousal }: Reading): ToneLabel {
  const fits = ({ confidenceFrom = 0, arousalAbove = -Infinity, arousalBelow = Infinity }: Choice) =>
    confidence >= confidenceFrom && arousal > arousalAbove && arousal < arousalBelow
  return choices[affect].find(fits) ?? { word: 'even', noun: 'evenness' }
}

const elcorMotion = {
  escalating: 'mounting',
  'de-escalating': 'fading',
  stable: 'steady',
} as const satisfies Record<ShiftDirection, string>

/** The line below the word: plain, or the way an elcor announces its own tone. */
export function subtextFor({ word, noun }: ToneLabel, direction: ShiftDirection, elcor: boolean): string {
  return elcor ? `With ${elcorMotion[direction]} ${noun}:` : `Tone: ${word}`
}
