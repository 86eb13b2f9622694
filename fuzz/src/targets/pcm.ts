import { toneEventSchema } from '@undertone/shared'
import { createVoiceClassifier, loadShippedModel, type VoiceFrame, type VoiceUpdate } from '@undertone/voice'
import fc from 'fast-check'
import { annotate } from '../../../apps/server/src/tone/annotate.ts'
import { decodeKnownVoice, encodeKnownVoice } from '../../../apps/server/src/tone/known-voice.ts'
import { hearState, hold, nothingHeld } from '../../../apps/server/src/tone/tone-holder.ts'
import { must } from '../must.ts'
import { createTarget } from '../target.ts'
import { withinTime } from '../within-time.ts'

const sampleRateHz = 16_000
const [lowest, highest] = [-32_768, 32_767]
const clamp = (value: number) => Math.max(lowest, Math.min(highest, Math.round(value)))

/** `hz`, `level` and `seed` mean what each kind of sound makes of them. */
interface Stretch {
  readonly kind: keyof typeof sounds
  readonly samples: number
  readonly hz: number
  readonly level: number
  readonly seed: number
}
type Sound = (at: number, stretch: Stretch) => number

const turnsAt = (at: number, hz: number) => (at * hz) / sampleRateHz
const sounds = {
  silence: () => 0,
  constant: (_at, { level }) => level * highest,
  'full-scale square': (at, { hz }) => (turnsAt(at, hz) % 1 < 0.5 ? highest : lowest),
  'every sample the other extreme': (at) => (at % 2 === 0 ? highest : lowest),
  noise: (at, { level, seed }) => level * hash(at, seed),
  clicks: (at, { hz, level }) =>
    at % Math.max(1, Math.round(sampleRateHz / hz)) === 0 ? level * highest : 0,
  ramp: (at, { hz }) => ((at * hz) % 65_536) + lowest,
  'one bit': (at, { seed }) => (hash(at, seed) > 0 ? 1 : 0),
  // Harmonics of a pitch that wanders, in syllables: near enough to a voice to be judged as one.
  voice: (at, { hz, level, seed }) => {
    const pitch = turnsAt(at, hz) + 3 * Math.sin(turnsAt(at, 2 + (seed % 5)))
    const syllable = Math.max(0, Math.sin(2 * Math.PI * turnsAt(at, 3 + (seed % 3))))
    // A saw tooth has all of them.
    return level * syllable * (2 * (pitch - Math.floor(pitch)) - 1) * 16_000
  },
} satisfies Record<string, Sound>
const kinds = Object.keys(sounds).filter((name): name is keyof typeof sounds => name in sounds)

/** −32,768…32,767, as good as random, from where and which. */
function hash(at: number, seed: number): number {
  let value = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 12)) >> 16
}

const stretch = fc.record({
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constant('voice' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...kinds) },
  ),
  samples: fc.nat(0.5 * sampleRateHz),
  hz: fc.integer({ min: 1, max: 8_000 }).map((hz) => (hz > 1_000 ? hz : 60 + hz / 3)),
  level: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(1_000),
})
const sound = fc.record({
  stretches: fc.array(stretch, { minLength: 1, maxLength: 4 }),
  /** Lengths of the pieces that it is pushed in, again and again. */
  pieces: fc.array(fc.oneof(fc.constantFrom(1_600, 0, 1, 32_768), fc.nat(4_000)), {
    minLength: 1,
    maxLength: 3,
  }),
  raw: fc.int16Array({ maxLength: 400 }),
})

const model = loadShippedModel()
/** Sound is heard at a small part of the time that it lasts; a machine that does other things too is given this much more. */
const longestMs = 10_000

/** Whatever comes in as samples, what comes out is finite, within its bounds, and an event that the wire can carry. */
export const pcmTarget = createTarget({
  name: 'pcm',
  cases: sound,
  lanes: 1,
  check({ stretches, pieces, raw }) {
    const samples = Int16Array.from([...stretches.flatMap(samplesOf), ...raw])
    withinTime(longestMs, () => hearAll(samples, pieces))
  },
})

function samplesOf(about: Stretch): number[] {
  const make: Sound = sounds[about.kind]
  return Array.from({ length: about.samples }, (_, at) => clamp(make(at, about)))
}

function hearAll(samples: Int16Array, pieces: readonly number[]): void {
  const classifier = createVoiceClassifier({ model })
  let held = nothingHeld
  let pushed = 0
  for (let turn = 0; pushed < samples.length; turn++) {
    const length = Math.max(pieces[turn % pieces.length] ?? 0, turn % pieces.length === 0 ? 160 : 0)
    const piece = samples.slice(pushed, pushed + length)
    pushed += piece.length
    for (const update of classifier.push(piece)) {
      judgeUpdate(update, pushed)
      if (update.type === 'state') held = hearState(held, update.state)
      else held = judgeHeld(hold(held, update.frame, update.frame.endSample / sampleRateHz), update.frame)
    }
  }
  const known = { classifier: classifier.voice(), usual: held.speaker }
  must(
    decodeKnownVoice(encodeKnownVoice(known)) !== null,
    'What was learnt of the voice can’t be read again',
    known,
  )
}

function judgeUpdate(update: VoiceUpdate, pushed: number): void {
  const { endSample } = update.type === 'frame' ? update.frame : update
  must(
    Number.isInteger(endSample) && endSample >= 0 && endSample <= pushed,
    'An end beyond what was heard',
    endSample,
  )
  if (update.type === 'frame') judgeFrame(update.frame)
}

function judgeFrame(frame: VoiceFrame): void {
  const { confidence, arousal, valence, probabilities, prosody } = frame
  const isWithin = (value: number, low: number, high: number) => value >= low && value <= high
  must(
    isWithin(confidence, 0, 1) && isWithin(arousal, -1, 1) && isWithin(valence, -1, 1),
    'Out of bounds',
    frame,
  )
  const all = Object.values(probabilities)
  must(
    all.every((each) => isWithin(each, 0, 1)),
    'A probability that is none',
    frame,
  )
  must(
    Math.abs(all.reduce((sum, each) => sum + each, 0) - 1) < 1e-6,
    'Probabilities that don’t sum to 1',
    frame,
  )
  must(Object.values(prosody).every(Number.isFinite), 'A measure that isn’t finite', frame)
  must(
    prosody.loudnessDb <= 0.1 && prosody.pitchHz >= 0 && prosody.jitter >= 0,
    'A measure out of bounds',
    prosody,
  )
}

function judgeHeld({ hold: next, say }: ReturnType<typeof hold>, { endSample }: VoiceFrame) {
  if (say) {
    const event = annotate(say, {
      sessionId: 's',
      elcor: endSample % 2 === 0,
      timestampS: endSample / sampleRateHz,
    })
    must(toneEventSchema.safeParse(event).success, 'An event that the wire can’t carry', event)
  }
  return next
}
