import { framesPerS, hopSamples, sampleRateHz } from './audio.ts'
import { createBaselineKeeper } from './baseline-keeper.ts'
import { measureProsody } from './prosody.ts'
import { loadShippedModel } from './shipped-models.ts'
import type { SpeakerBaseline } from './speaker-baseline.ts'
import { createSpeechFrontEnd, type FrontEndStep } from './speech-front-end.ts'
import { isSpeechLike, movesLikeVoice } from './speech-likeness.ts'
import { createSpeechStretch } from './speech-stretch.ts'
import { firstWindowFrames, windowStepFrames } from './speech-window.ts'
import type { HeardState, VoiceFrame, VoiceUpdate } from './voice-frame.ts'
import { judge, type VoiceModel } from './voice-model.ts'

export interface VoiceClassifierOptions {
  /** The shipped model where none is given. One model may serve any number of classifiers. */
  model?: VoiceModel
  /** What another classifier of the same model had learnt of the voice that is to be heard; that of another model is left aside. */
  voice?: SpeakerBaseline | undefined
}

export interface VoiceClassifier {
  /** Hears the next samples, 16 kHz mono, in chunks of any length, and says what they brought about, in order. */
  push(samples: Int16Array): VoiceUpdate[]
  /** What it has learnt of the voice, for a classifier that goes on where this one ends. Asking changes nothing. */
  voice(): SpeakerBaseline
}

/** Speech has started once so much of it moves like a voice. */
const startFrames = 0.3 * framesPerS

/** A pause this long ends the stretch: what comes after is judged by itself. */
const endOfSpeechSamples = 0.8 * sampleRateHz

/** A stretch that ended before its first judgement was due is judged from this length on. */
const shortestWindowFrames = 0.6 * framesPerS

const judgementStepSamples = windowStepFrames * hopSamples

/** New speech that a judgement needs: less would repeat the one before. */
const leastNewFrames = 20

/** A window that doesn't sound like speech is looked at again soon, for speech may just have begun in it. */
const retrySamples = 0.1 * sampleRateHz

/** Listens to one stream of one microphone. Keeps the last 3 s of speech, and what it learnt of the voice. */
export function createVoiceClassifier({
  model = loadShippedModel(),
  voice,
}: VoiceClassifierOptions = {}): VoiceClassifier {
  const frontEnd = createSpeechFrontEnd()
  const stretch = createSpeechStretch(model)
  const keeper = createBaselineKeeper(model, voice)
  let state: HeardState = 'listening'
  let lastSpeechSample = 0
  let nextJudgementSample = 0
  let judgedFrames = 0

  function push(samples: Int16Array): VoiceUpdate[] {
    const updates: VoiceUpdate[] = []
    frontEnd.push(samples, (step) => follow(step, updates))
    return updates
  }

  function follow({ endSample, speech }: FrontEndStep, updates: VoiceUpdate[]): void {
    for (const row of speech) stretch.push(row)
    if (speech.length > 0) hearSpeech(endSample, updates)
    else if (stretch.length() > 0 && endSample - lastSpeechSample >= endOfSpeechSamples)
      endStretch(endSample, updates)
  }

  function hearSpeech(endSample: number, updates: VoiceUpdate[]): void {
    lastSpeechSample = endSample
    if (state === 'listening') lookForStart(endSample, updates)
    const isDue = endSample >= nextJudgementSample && stretch.length() - judgedFrames >= leastNewFrames
    if (isDue && stretch.length() >= firstWindowFrames) judgeWindow(endSample, updates)
  }

  function lookForStart(endSample: number, updates: VoiceUpdate[]): void {
    const looksNow = stretch.length() >= startFrames && stretch.length() % 10 === 0
    if (looksNow && movesLikeVoice(stretch.window())) change('speaking', endSample, updates)
  }

  function judgeWindow(endSample: number, updates: VoiceUpdate[]): void {
    const frame = judgeFrames(endSample)
    nextJudgementSample = endSample + (frame ? judgementStepSamples : retrySamples)
    if (frame) tell(frame, updates)
  }

  function tell(frame: VoiceFrame, updates: VoiceUpdate[]): void {
    change('speaking', frame.endSample, updates)
    updates.push({ type: 'frame', frame })
  }

  function judgeFrames(endSample: number): VoiceFrame | null {
    const frames = stretch.window()
    if (!isSpeechLike(frames)) return null
    const image = stretch.image()
    const judgement = judge(model, image, keeper.before(stretch.length()))
    keeper.hear(image, stretch.length(), stretch.length() - judgedFrames)
    judgedFrames = stretch.length()
    return { endSample, ...judgement, prosody: measureProsody(frames) }
  }

  function endStretch(endSample: number, updates: VoiceUpdate[]): void {
    if (judgedFrames === 0 && stretch.length() >= shortestWindowFrames) judgeShortStretch(updates)
    stretch.restart()
    keeper.endStretch()
    judgedFrames = 0
    change('listening', endSample, updates)
  }

  function judgeShortStretch(updates: VoiceUpdate[]): void {
    const frame = judgeFrames(lastSpeechSample)
    if (frame) tell(frame, updates)
  }

  function change(next: HeardState, endSample: number, updates: VoiceUpdate[]): void {
    if (next === state) return
    state = next
    updates.push({ type: 'state', state, endSample })
  }

  return { push, voice: keeper.known }
}
