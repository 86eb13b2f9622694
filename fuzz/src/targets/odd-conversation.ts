import { affectSchema, prosodyFlagSchema, shiftDirectionSchema, toneLabels } from '@undertone/shared'
import fc from 'fast-check'
import { unheardReasonSchema } from '../../../apps/web/src/stores/heard-item.ts'
import { nearly, oddNumber, oddText } from '../odd-values.ts'

const unit = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1))
const signedUnit = fc.double({ min: -1, max: 1, noNaN: true })
const seconds = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 10_000, noNaN: true }) },
  { weight: 1, arbitrary: oddNumber },
)
const count = fc.oneof({ weight: 6, arbitrary: fc.nat(2_000) }, { weight: 1, arbitrary: oddNumber })

/** A tone event, or nearly one. */
export const oddToneEvent = nearly({
  event_type: fc.constant('tone'),
  session_id: fc.constant('s'),
  timestamp: seconds,
  label: fc.oneof(fc.constantFrom(...toneLabels), oddText),
  affect: fc.constantFrom(...affectSchema.options),
  confidence: unit,
  arousal: signedUnit,
  valence: signedUnit,
  speaker_id: fc.constant('speaker_1'),
  shift_magnitude: unit,
  shift_direction: fc.constantFrom(...shiftDirectionSchema.options),
  prosody_flags: fc.uniqueArray(fc.constantFrom(...prosodyFlagSchema.options)),
  subtext: fc.constantFrom('Tone: tense', 'With mounting tension:', ''),
})

/** A line of a conversation as it is kept, or nearly one. */
export const oddItem = fc.oneof(
  nearly({
    kind: fc.constant('tone'),
    seq: fc.nat(50),
    id: count,
    caughtUp: fc.boolean(),
    event: oddToneEvent,
  }),
  nearly({ kind: fc.constant('gap'), seq: fc.nat(50), epoch: fc.nat(3), from: count, to: count }),
  nearly({
    kind: fc.constant('unheard'),
    seq: fc.nat(50),
    afterId: count,
    fromS: seconds,
    toS: seconds,
    why: fc.constantFrom(...unheardReasonSchema.options),
  }),
)

/** What somebody typed, or nearly that. */
export const oddNote = nearly({
  id: fc.constantFrom('n1', 'n2', 'n3'),
  atS: seconds,
  text: fc.oneof(oddText, fc.constant('what they meant')),
  writtenAtMs: fc.oneof(fc.constant(1_800_000_000_000), oddNumber),
})

const wallMs = fc.oneof({ weight: 4, arbitrary: fc.constant(1_800_000_000_000) }, oddNumber)

/** What is kept of a conversation as a whole, or nearly that. */
export const oddConversation = nearly({
  id: fc.constantFrom('a', 'b'),
  startedAtMs: wallMs,
  lastAtMs: wallMs,
  lineCount: count,
  noteCount: count,
  title: oddText,
})
