import { audioMessageSchema } from '../audio.ts'
import { healthSchema, readySchema } from '../health.ts'
import { historySchema, storedToneEventSchema } from '../history.ts'
import { problemSchema } from '../problem.ts'
import { sessionEndedSchema, sessionSchema, shareSchema, startRequestSchema } from '../session.ts'
import { pingSchema, sessionEndSchema, speechStateSchema, streamOpenSchema } from '../stream.ts'
import { toneEventSchema } from '../tone-event.ts'
import { described, type Described } from './described.ts'

const shownId = 'The id that stands in the path: the session’s own, or a viewer’s.'
const sinceStart = 'Seconds since the session started.'
const bounds = 'Seconds that the session is kept while nobody watches.'

const toneFields = {
  event_type: 'Always `tone`.',
  session_id: shownId,
  timestamp: 'Seconds since the session started, of the end of the speech that it describes.',
  label: 'The word to show, such as `tense`, `warm` or `flat`. New words may come.',
  affect: 'The class that the word stands for.',
  confidence: 'How sure it is, calibrated: of events at 0.7, seven in ten are right.',
  arousal: 'From asleep (−1) to beside oneself (1).',
  valence: 'From unpleasant (−1) to pleasant (1).',
  speaker_id: '`speaker_1` until more than one voice can be told apart.',
  shift_magnitude: 'How far it is from this speaker’s own recent baseline.',
  shift_direction: 'Where the speaker is heading against that baseline.',
  prosody_flags: 'What stands out in how it was said. May be empty.',
  subtext: 'A line to show: `Tone: tense`, or for an elcor session `With mounting tension:`.',
}

/** Everything that is sent as JSON, by the name it has in `/openapi.json`. Apart from the schemas, as no browser needs it. */
export const wireSchemas: Record<string, Described> = {
  StartRequest: described(
    startRequestSchema,
    'How the session shall be. Every field may be left out; unknown ones are ignored.',
    {
      elcor: 'True for lines such as `With mounting tension:`.',
      idle_ttl_s: `${bounds} What was asked is kept within the server’s bounds; the answer says what it became.`,
      access_code: 'What the people whom this server is for were told, where it asks for a code.',
    },
  ),
  Session: described(sessionSchema, 'A session, as whoever asked may see it.', {
    session_id: shownId,
    state: 'A session that can be asked for is `running`.',
    elcor: 'As asked at the start.',
    idle_ttl_s: bounds,
    role: 'What the id allows: `owner` everything, `viewer` to read.',
  }),
  Share: described(shareSchema, 'A second id of the session, for those who only watch.', {
    viewer_id: 'Stands wherever a session’s id stands in a path, and only reads. The same one each time.',
  }),
  SessionEnded: described(sessionEndedSchema, 'The session is over and forgotten.', {
    session_id: 'Its id, which nothing will be found by any more.',
    state: 'Always `stopped`.',
  }),
  ToneEvent: described(toneEventSchema, 'How something was said.', toneFields),
  StoredToneEvent: described(storedToneEventSchema, 'A ToneEvent with its id.', {
    id: 'The number of this event: the first of a session is 1, the next always one more.',
    ...toneFields,
  }),
  History: described(historySchema, 'What the session still holds of its events.', {
    session_id: shownId,
    head: 'The highest id so far; 0 before the first event.',
    oldest: 'The lowest id that is still held; null when none is.',
    events: 'The oldest first.',
  }),
  StreamOpen: described(
    streamOpenSchema,
    'Always the first event of a stream: where it stands, and what it gives back.',
    {
      session_id: shownId,
      head: 'The highest id so far; 0 before the first event. Tone events up to it are replays.',
      resumed_from: 'The id that was asked for; null on a fresh stream, and where it was above `head`.',
      replayed: 'How many replays follow.',
      missed: 'The ids, both included, that were asked for and are held no more; null when there are none.',
      idle_ttl_s: bounds,
      max_age_s: 'The server closes the stream after about so many seconds, to be opened again.',
    },
  ),
  SpeechState: described(speechStateSchema, 'Sent when it changes, and as a stream opens once it is known.', {
    state: '`unclear`: somebody speaks, and it can’t be told how. `mic_off`: no microphone is connected.',
    timestamp: sinceStart,
  }),
  Ping: described(pingSchema, 'A sign of life of a stream that has nothing else to say.', {
    timestamp: sinceStart,
  }),
  SessionEnd: described(sessionEndSchema, 'The last event: the server closes the stream behind it.', {
    session_id: shownId,
    reason:
      '`ended` by its owner, `expired` as nobody watched, `shutdown` of this server: then it may live on elsewhere.',
  }),
  AudioMessage: {
    schema: audioMessageSchema,
    description:
      'A text frame on the microphone’s socket. `ready`: speak. `lag`: the classifier is `ms` milliseconds behind.',
    fields: {},
  },
  Problem: described(problemSchema, 'Why it didn’t work (RFC 9457).', {
    type: '`urn:undertone:problem:` and the code.',
    title: 'What the status is called.',
    status: 'The HTTP status.',
    detail: 'A sentence for people.',
    code: 'A stable word for programs.',
    errors:
      'Each field or header that is wrong, by its `path`, and why: only where `code` is `invalid_request`.',
  }),
  Health: described(healthSchema, 'The process lives.', { status: 'Always `ok`.' }),
  Ready: described(readySchema, 'It can serve.', { status: 'Always `ready`.' }),
}
