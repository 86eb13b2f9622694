import { framesPerS, hopSamples, sampleRateHz } from './audio.ts'
import { loadDefaultModel } from './default-model.ts'
import { computeFunctionals } from './functionals.ts'
import { measureProsody } from './prosody.ts'
import { reliabilityFloor } from './reliability-floor.ts'
import { createSpeechFrontEnd, type FrontEndStep } from './speech-front-end.ts'
import { isSpeechLike, movesLikeVoice } from './speech-likeness.ts'
import { createSpeechRing } from './speech-ring.ts'
import { firstWindowFrames, windowFrames, windowStepFrames } from './speech-window.ts'
import type { HeardState, VoiceFrame, VoiceUpdate } from './voice-frame.ts'
import { judge, type VoiceModel } from './voice-model.ts'

export interface VoiceClassifierOptions {
  /** The shipped model where none is given. One model may serve any number of classifiers. */
  model?: VoiceModel
}

export interface VoiceClassifier {
  /** Hears the next samples, 16 kHz mono, in chunks of any length, and says what they brought about, in order. */
  push(samples: Int16Array): VoiceUpdate[]
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

/** Listens to one stream of one microphone. Keeps the last 2 s of speech and nothing else. */
export function createVoiceClassifier({
  model = loadDefaultModel(),
}: VoiceClassifierOptions = {}): VoiceClassifier {
  const frontEnd = createSpeechFrontEnd()
  const ring = createSpeechRing(windowFrames)
  let state: HeardState = 'listening'
  let lastSpeechSample = 0
  let nextJudgementSample = 0
  let newFrames = 0
  let judgedThisStretch = false

  function push(samples: Int16Array): VoiceUpdate[] {
    const updates: VoiceUpdate[] = []
    frontEnd.push(samples, (step) => follow(step, updates))
    return updates
  }

  function follow({ endSample, speech }: FrontEndStep, updates: VoiceUpdate[]): void {
    for (const row of speech) ring.push(row)
    newFrames += speech.length
    if (speech.length > 0) hearSpeech(endSample, updates)
    else if (ring.count() > 0 && endSample - lastSpeechSample >= endOfSpeechSamples)
      endStretch(endSample, updates)
  }

  function hearSpeech(endSample: number, updates: VoiceUpdate[]): void {
    lastSpeechSample = endSample
    if (state === 'listening') lookForStart(endSample, updates)
    const isDue = endSample >= nextJudgementSample && newFrames >= leastNewFrames
    if (isDue && ring.count() >= firstWindowFrames) judgeWindow(endSample, updates)
  }

  function lookForStart(endSample: number, updates: VoiceUpdate[]): void {
    const looksNow = ring.count() >= startFrames && ring.count() % 10 === 0
    if (looksNow && movesLikeVoice(ring.frames())) change('speaking', endSample, updates)
  }

  function judgeWindow(endSample: number, updates: VoiceUpdate[]): void {
    const frame = judgeFrames(endSample)
    nextJudgementSample = endSample + (frame ? judgementStepSamples : retrySamples)
    if (!frame) return
    newFrames = 0
    judgedThisStretch = true
    const isReliable = frame.confidence >= reliabilityFloor
    change(isReliable ? 'speaking' : 'unclear', endSample, updates)
    if (isReliable) updates.push({ type: 'frame', frame })
  }

  function judgeFrames(endSample: number): VoiceFrame | null {
    const frames = ring.frames()
    if (!isSpeechLike(frames)) return null
    return { endSample, ...judge(model, computeFunctionals(frames)), prosody: measureProsody(frames) }
  }

  function endStretch(endSample: number, updates: VoiceUpdate[]): void {
    if (!judgedThisStretch && ring.count() >= shortestWindowFrames) judgeShortStretch(updates)
    ring.clear()
    newFrames = 0
    judgedThisStretch = false
    change('listening', endSample, updates)
  }

  function judgeShortStretch(updates: VoiceUpdate[]): void {
    const frame = judgeFrames(lastSpeechSample)
    if (frame && frame.confidence >= reliabilityFloor) updates.push({ type: 'frame', frame })
  }

  function change(next: HeardState, endSample: number, updates: VoiceUpdate[]): void {
    if (next === state) return
    state = next
    updates.push({ type: 'state', state, endSample })
  }

  return { push }
}
