import { toInt16 } from '../cli/to-pcm.ts'
import { framesPerS, sampleRateHz } from '../src/audio.ts'
import { collectSpeech } from '../src/collect-speech.ts'
import type { SpeechFrames } from '../src/frame-layout.ts'
import { createSpeechFrontEnd } from '../src/speech-front-end.ts'
import { isSpeechLike, movesLikeVoice } from '../src/speech-likeness.ts'
import { createSpeechRing } from '../src/speech-ring.ts'
import { firstWindowFrames, windowFrames, windowsOver } from '../src/speech-window.ts'
import { readSamples, splitBySpeaker, toVoice } from './activity/activity-split.ts'
import { makeBackground } from './activity/make-background.ts'
import { makeBeeps } from './activity/make-beeps.ts'
import { inRoom, telephone } from './activity/microphone.ts'
import { speechFolder } from './corpus.ts'
import { createRandom, type Random } from './random.ts'

/**
 * Prints what of ten minutes (or `--minutes`) of each of several sounds that are nobody's voice is taken for speech, as the live classifier
 * listens, and how many windows of speech are taken for none.
 */
const asked = process.argv.indexOf('--minutes')
const minutes = asked > 0 ? Number(process.argv[asked + 1]) : 10
const length = minutes * 60 * sampleRateHz
/** A window stands at each place where speech was claimed: shortest and longest of those that are judged, frames. */
const shortestWindow = 60
const endOfSpeechFrames = 0.8 * framesPerS

const kinds = ['hum', 'typing', 'music', 'fan', 'street', 'white', 'pink', 'brown'] as const

print(`${minutes} minutes of    level  claimed  windows that pass`)
reportAlone('silence', new Float32Array(length))
for (const kind of kinds) reportAlone(kind, makeBackground(kind, length, createRandom(900), []))
reportAlone('beeps', makeBeeps(length, createRandom(901)))
await reportSpeech()

function reportAlone(name: string, sound: Float32Array): void {
  const peak = sound.reduce((max, x) => Math.max(max, Math.abs(x)), 1e-9)
  for (const level of name === 'silence' ? [0] : [0.3]) {
    const { claimed, passed } = listen(toInt16(sound.map((x) => (x * level) / peak)))
    print(`${name.padEnd(14)}  ${String(level).padEnd(5)}  ${claimed.toFixed(4)}  ${passed}`)
  }
}

function listen(sound: Int16Array): { claimed: number; passed: number } {
  const ring = createSpeechRing(windowFrames)
  let claimed = 0
  let passed = 0
  let frames = 0
  let lastSpeech = -Infinity
  createSpeechFrontEnd().push(sound, ({ speech }) => {
    frames++
    claimed += speech.length
    for (const row of speech) ring.push(row)
    if (speech.length > 0) lastSpeech = frames
    else if (frames - lastSpeech > endOfSpeechFrames) ring.clear()
    const looks = speech.length > 0 && frames % 10 === 0 && ring.count() >= shortestWindow
    if (looks && isSpeechLike(ring.frames())) passed++
  })
  return { claimed: claimed / frames, passed }
}

async function reportSpeech(): Promise<void> {
  const folder = speechFolder(process.argv, process.env)
  const samples = await readSamples(folder, splitBySpeaker(folder).measure)
  const random = createRandom(5)
  const treatments: [string, (voice: Float32Array) => Float32Array][] = [
    ['as recorded', (voice) => voice],
    ['noise 10 dB', (voice) => noisy(voice, 'pink', random)],
    ['music 10 dB', (voice) => noisy(voice, 'music', random)],
    ['room', (voice) => inRoom(voice, random)],
    ['telephone', onTheTelephone],
  ]
  print('speech       windows  speech-like  first 0.3 s moves')
  for (const [name, treat] of treatments) {
    const speech = samples.map((sound) => collectSpeech(toInt16(treat(toVoice(sound)))))
    const windows = speech.filter(isLongEnough).flatMap((one) => windowsOver(one, firstWindowFrames))
    const like = windows.filter(isSpeechLike).length / windows.length
    const moving = windows.filter(movesLikeVoice).length / windows.length
    print(`${name.padEnd(12)} ${windows.length}  ${like.toFixed(4)}  ${moving.toFixed(4)}`)
  }
}

function isLongEnough(speech: SpeechFrames): boolean {
  return speech.count >= firstWindowFrames
}

function noisy(voice: Float32Array, kind: 'pink' | 'music', random: Random): Float32Array {
  const background = makeBackground(kind, voice.length, random, [])
  const rms = Math.sqrt(voice.reduce((sum, x) => sum + x * x, 0) / voice.length)
  return voice.map((x, i) => x + rms * 10 ** (-10 / 20) * background[i])
}

function onTheTelephone(voice: Float32Array): Float32Array {
  const out = voice.slice()
  telephone(out)
  return out
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
