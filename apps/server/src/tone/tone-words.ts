import type { Affect } from '@undertone/shared'

/** The word to show, and what an elcor makes of it. */
export interface ToneLabel {
  readonly word: string
  readonly noun: string
  /** A tone of rest: it deepens as a voice settles, and lifts as it rises. */
  readonly isStill?: true
}

/** A word that says more than its affect's last one, and what the evidence must reach for it. */
export interface ParticularLabel extends ToneLabel {
  readonly confidenceFrom?: number
  readonly arousalAbove?: number
  readonly arousalBelow?: number
  readonly valenceAbove?: number
  readonly valenceBelow?: number
}

export interface AffectWords {
  /** The most particular first. */
  readonly particular: readonly ParticularLabel[]
  /** What can be said where all that is known is that this affect leads. */
  readonly otherwise: ToneLabel
}

const even = { word: 'even', noun: 'evenness', isStill: true } as const
const flat = { word: 'flat', noun: 'flatness', isStill: true } as const
const tense = { word: 'tense', noun: 'tension' } as const

/** The words for each affect, with the evidence that each needs. Why these: docs/decisions/0012-words-for-tones.md. */
export const toneWords: Readonly<Record<Affect, AffectWords>> = {
  neutral: {
    particular: [
      { ...flat, confidenceFrom: 0.5, arousalBelow: -0.4, valenceBelow: 0.3 },
      { word: 'brisk', noun: 'briskness', confidenceFrom: 0.5, arousalAbove: 0.4 },
    ],
    otherwise: even,
  },
  calm: {
    particular: [
      { word: 'calm', noun: 'calm', isStill: true, confidenceFrom: 0.5, arousalBelow: 0.3 },
      { word: 'soft', noun: 'softness', isStill: true, arousalBelow: 0 },
    ],
    otherwise: even,
  },
  happy: {
    particular: [
      { word: 'cheerful', noun: 'cheer', confidenceFrom: 0.75, arousalAbove: 0.2, valenceAbove: 0.2 },
      { word: 'bright', noun: 'brightness', confidenceFrom: 0.5, arousalAbove: 0.4 },
      { word: 'lively', noun: 'liveliness', arousalAbove: 0.4 },
      { word: 'warm', noun: 'warmth', confidenceFrom: 0.5, valenceAbove: -0.2 },
    ],
    otherwise: { word: 'light', noun: 'lightness' },
  },
  sad: {
    particular: [
      {
        word: 'sad',
        noun: 'sorrow',
        isStill: true,
        confidenceFrom: 0.75,
        arousalBelow: 0.3,
        valenceBelow: -0.2,
      },
      { word: 'strained', noun: 'strain', arousalAbove: 0.3 },
      { word: 'low', noun: 'lowness', isStill: true, confidenceFrom: 0.55 },
    ],
    otherwise: { word: 'subdued', noun: 'restraint', isStill: true },
  },
  angry: {
    particular: [
      { word: 'angry', noun: 'anger', confidenceFrom: 0.8, arousalAbove: 0.4, valenceBelow: -0.1 },
      { ...tense, arousalAbove: -0.2 },
    ],
    otherwise: { word: 'firm', noun: 'firmness' },
  },
  fearful: {
    particular: [
      { word: 'fearful', noun: 'fear', confidenceFrom: 0.75, valenceBelow: -0.1 },
      { word: 'uneasy', noun: 'unease', confidenceFrom: 0.55 },
      { ...tense, arousalAbove: 0.3 },
    ],
    otherwise: { word: 'hesitant', noun: 'hesitation' },
  },
  disgusted: {
    particular: [{ word: 'put off', noun: 'distaste', confidenceFrom: 0.65, valenceBelow: -0.1 }],
    otherwise: { word: 'dry', noun: 'dryness', isStill: true },
  },
  surprised: {
    particular: [
      { word: 'surprised', noun: 'surprise', confidenceFrom: 0.6, arousalAbove: 0 },
      { word: 'animated', noun: 'animation', arousalAbove: 0.2 },
    ],
    otherwise: { word: 'alert', noun: 'alertness' },
  },
  bored: {
    particular: [
      { word: 'weary', noun: 'weariness', isStill: true, confidenceFrom: 0.6, arousalBelow: 0 },
      { ...flat, arousalBelow: 0.2 },
    ],
    otherwise: even,
  },
}
