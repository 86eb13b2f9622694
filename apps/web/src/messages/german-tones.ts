import type { KnownToneLabel } from '@undertone/shared'

/** A tone in German: the word, and what an elcor makes of it. */
export interface GermanTone {
  readonly word: string
  readonly noun: string
  readonly gender: 'f' | 'm' | 'n'
}

/**
 * How a voice sounds, never what somebody feels: where German has a word of the voice ("verhalten"), it stands before the
 * word of the heart. Some nouns aren't the adjective's own, but what people say after "mit wachsendem".
 */
export const germanTones: Readonly<Record<KnownToneLabel, GermanTone>> = {
  alert: { word: 'aufmerksam', noun: 'Wachsamkeit', gender: 'f' },
  angry: { word: 'verärgert', noun: 'Ärger', gender: 'm' },
  animated: { word: 'angeregt', noun: 'Lebendigkeit', gender: 'f' },
  bright: { word: 'heiter', noun: 'Heiterkeit', gender: 'f' },
  brisk: { word: 'wach', noun: 'Schwung', gender: 'm' },
  calm: { word: 'ruhig', noun: 'Ruhe', gender: 'f' },
  cheerful: { word: 'fröhlich', noun: 'Fröhlichkeit', gender: 'f' },
  dry: { word: 'trocken', noun: 'Trockenheit', gender: 'f' },
  even: { word: 'gleichmäßig', noun: 'Gleichmaß', gender: 'n' },
  fearful: { word: 'ängstlich', noun: 'Angst', gender: 'f' },
  firm: { word: 'fest', noun: 'Festigkeit', gender: 'f' },
  flat: { word: 'flach', noun: 'Tonlosigkeit', gender: 'f' },
  hesitant: { word: 'zögerlich', noun: 'Zögern', gender: 'n' },
  light: { word: 'leicht', noun: 'Leichtigkeit', gender: 'f' },
  lively: { word: 'lebhaft', noun: 'Lebhaftigkeit', gender: 'f' },
  low: { word: 'gedrückt', noun: 'Gedrücktheit', gender: 'f' },
  'put off': { word: 'befremdet', noun: 'Befremden', gender: 'n' },
  sad: { word: 'traurig', noun: 'Traurigkeit', gender: 'f' },
  soft: { word: 'sanft', noun: 'Sanftheit', gender: 'f' },
  strained: { word: 'gepresst', noun: 'Mühe', gender: 'f' },
  subdued: { word: 'verhalten', noun: 'Zurückhaltung', gender: 'f' },
  surprised: { word: 'überrascht', noun: 'Erstaunen', gender: 'n' },
  tense: { word: 'angespannt', noun: 'Anspannung', gender: 'f' },
  uneasy: { word: 'unruhig', noun: 'Unruhe', gender: 'f' },
  warm: { word: 'warm', noun: 'Wärme', gender: 'f' },
  weary: { word: 'müde', noun: 'Müdigkeit', gender: 'f' },
}
