import type { Affect } from '@undertone/shared'
import { sampleRateHz } from './audio.ts'
import { collectSpeech } from './collect-speech.ts'
import { loadDefaultModel } from './default-model.ts'
import { computeFunctionals } from './functionals.ts'
import type { SpeechFrames } from './frame-layout.ts'
import { isSpeechLike } from './speech-likeness.ts'
import { liveWindows } from './speech-window.ts'
import { judge, meanJudgement, type Judgement, type VoiceModel } from './voice-model.ts'

/** What a whole recording sounds like. */
export interface RecordingJudgement {
  seconds: number
  /** The best guess, however unsure; null where nobody speaks. */
  affect: Affect | null
  /** Calibrated probability of `affect`; 0 where nobody speaks. */
  confidence: number
  /** −1…1; 0 where nobody speaks. */
  arousal: number
  valence: number
  /** Sums to 1; all 0 where nobody speaks. */
  probabilities: Record<Affect, number>
}

export interface RecordingOptions {
  /** The shipped model where none is given. */
  model?: VoiceModel
}

/** Longer speech than this is judged by its windows alone: the model never learnt from longer. */
const longestWholeFrames = 400

/** Voice this short is a click or a cough, frames. */
const fewestFrames = 20

/** Judges a recording, 16 kHz mono samples, as one. */
export function classifyRecording(samples: Int16Array, options: RecordingOptions = {}): RecordingJudgement {
  const seconds = samples.length / sampleRateHz
  const { whole, windows } = speechParts(collectSpeech(samples))
  if (!whole && windows.length === 0) return { seconds, ...nobodySpeaks }
  const model = options.model ?? loadDefaultModel()
  const judgePart = (part: SpeechFrames) => judge(model, computeFunctionals(part))
  return { seconds, ...combineParts(whole && judgePart(whole), windows.map(judgePart)) }
}

/** The stretches that a recording is judged by. */
export interface SpeechParts {
  /** All of the speech, where it is short enough. */
  whole: SpeechFrames | null
  /** The windows of live use that sound like speech. */
  windows: SpeechFrames[]
}

/** Neither whole nor windows where nothing in `speech` sounds like speech. */
export function speechParts(speech: SpeechFrames): SpeechParts {
  if (speech.count < fewestFrames) return { whole: null, windows: [] }
  const windows = liveWindows(speech).filter(isSpeechLike)
  const wholeCounts = speech.count <= longestWholeFrames && (windows.length > 0 || isSpeechLike(speech))
  return { whole: wholeCounts ? speech : null, windows }
}

/** Two parts of what the whole says, one of the mean of its windows: better than either on both corpora. */
export function combineParts(whole: Judgement | null, windows: readonly Judgement[]): Judgement {
  if (!whole) return meanJudgement(windows)
  return windows.length === 0 ? whole : meanJudgement([whole, whole, meanJudgement(windows)])
}

const nobodySpeaks = {
  affect: null,
  confidence: 0,
  arousal: 0,
  valence: 0,
  probabilities: {
    neutral: 0,
    calm: 0,
    happy: 0,
    sad: 0,
    angry: 0,
    fearful: 0,
    disgusted: 0,
    surprised: 0,
    bored: 0,
  },
}
