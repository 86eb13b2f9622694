import { idleTtlChoicesS } from '@undertone/shared'

/** Every setting with the values that it may have, the first of them where nothing was chosen. */
export const settingChoices = {
  idleTtlS: idleTtlChoicesS,
  /** The microphone may go on when the page is hidden, for the session's idle time at most. */
  listensWhileHidden: [false, true],
  theme: ['system', 'light', 'dark', 'contrast'],
  /** Per cent of the size that the person's browser has. */
  textSize: [100, 125, 150, 175, 200],
  /** Nothing moves, whatever the system says. */
  isStill: [false, true],
  /** How often a screen reader is told of the tone: `calm` is one line in ten seconds at most. */
  speech: ['calm', 'off', 'every'],
  language: ['system', 'en', 'de'],
  isElcor: [false, true],
  /** Of a strong shift, where the device can. */
  vibrates: [false, true],
  /** Days that a conversation is kept on this device; null: until it is deleted. */
  keepNotesDays: [null, 30, 7, 1],
  /** The first cards were read, or skipped. */
  isIntroduced: [false, true],
} as const

type Choices = typeof settingChoices
export type Settings = { -readonly [Name in keyof Choices]: Choices[Name][number] }

/**
 * The settings out of whatever was stored; what isn't among a setting's choices counts as never chosen, and costs the
 * person none of the others. By hand and not by a schema: the first screen needs it before it can be shown.
 */
export function settingsFrom(stored: Readonly<Record<string, unknown>>): Settings {
  const choices = settingChoices
  return {
    idleTtlS: chosen(choices.idleTtlS, stored['idleTtlS']),
    listensWhileHidden: chosen(choices.listensWhileHidden, stored['listensWhileHidden']),
    theme: chosen(choices.theme, stored['theme']),
    textSize: chosen(choices.textSize, stored['textSize']),
    isStill: chosen(choices.isStill, stored['isStill']),
    speech: chosen(choices.speech, stored['speech']),
    language: chosen(choices.language, stored['language']),
    isElcor: chosen(choices.isElcor, stored['isElcor']),
    vibrates: chosen(choices.vibrates, stored['vibrates']),
    keepNotesDays: chosen(choices.keepNotesDays, stored['keepNotesDays']),
    isIntroduced: chosen(choices.isIntroduced, stored['isIntroduced']),
  }
}

function chosen<T>(choices: readonly [T, ...T[]], value: unknown): T {
  return choices.find((choice) => choice === value) ?? choices[0]
}
