import type { Affect } from '@undertone/shared'
import { framesPerS, sampleRateHz } from './audio.ts'
import { collectSpeech } from './collect-speech.ts'
import type { SpeechFrames } from './frame-layout.ts'
import { byAffect, meanJudgement, type Judgement } from './judgement.ts'
import { loadShippedModel } from './shipped-models.ts'
import { imageOfStretch } from './speech-image.ts'
import { isSpeechLike } from './speech-likeness.ts'
import { windowFrames, windowsOver } from './speech-window.ts'
import { judge, learnVoice, unknownVoiceFor, type VoiceModel } from './voice-model.ts'

/** What a whole recording sounds like. */
export interface RecordingJudgement extends Omit<Judgement, 'affect'> {
  seconds: number
  /** The best guess, however unsure; null where nobody speaks: then all numbers are 0. */
  affect: Affect | null
}

export interface RecordingClassifierOptions {
  /** The shipped model where none is given. */
  model?: VoiceModel
  /** All recordings are of one voice, in this order: what is known of it carries over. Else each is judged by itself. */
  sameSpeaker?: boolean
}

export interface RecordingClassifier {
  /** Judges a recording, 16 kHz mono samples, as one. */
  classify(samples: Int16Array): RecordingJudgement
}

/** Longer speech than this is judged by its windows: the model never learnt from longer. */
const longestWholeFrames = 400

/** Voice this short is a click or a cough, frames. */
const fewestFrames = 20

export function createRecordingClassifier({
  model = loadShippedModel(),
  sameSpeaker = false,
}: RecordingClassifierOptions = {}): RecordingClassifier {
  let baseline = unknownVoiceFor(model)

  function classify(samples: Int16Array): RecordingJudgement {
    const seconds = samples.length / sampleRateHz
    const parts = partsToJudge(collectSpeech(samples))
    if (parts.length === 0) return { seconds, ...nobodySpeaks }
    const images = parts.map((part) => imageOfStretch(model, part))
    const judgement = meanJudgement(images.map((image) => judge(model, image, baseline)))
    if (sameSpeaker)
      images.forEach((image, i) => (baseline = learnVoice(model, image, baseline, newSpeechS(parts, i))))
    return { seconds, ...judgement }
  }

  return { classify }
}

/** The whole of short speech; of longer, windows that overlap by half. Only what sounds like speech. */
function partsToJudge(speech: SpeechFrames): SpeechFrames[] {
  if (speech.count < fewestFrames) return []
  const parts = speech.count <= longestWholeFrames ? [speech] : windowsOver(speech, windowFrames)
  return parts.filter(isSpeechLike)
}

/** Seconds of speech in part `i`; windows overlap, so each after the first counts half. */
function newSpeechS(parts: readonly SpeechFrames[], i: number): number {
  return (parts[i].count * (i === 0 ? 1 : 0.5)) / framesPerS
}

const nobodySpeaks = {
  affect: null,
  confidence: 0,
  arousal: 0,
  valence: 0,
  probabilities: byAffect(() => 0),
}
