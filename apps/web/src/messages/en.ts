import type { ProsodyFlag, ShiftDirection } from '@undertone/shared'
import type { StartRefusal } from '../api/session-client.ts'
import type { VoiceTrouble } from '../audio/voice-feed.ts'
import type { Certainty } from '../components/now/certainty.ts'
import type { VoicePhase } from '../composables/useVoiceFeed.ts'

const certainties: Record<Certainty, string> = {
  guess: 'a guess',
  fair: 'fairly sure',
  sure: 'quite sure',
}

const flags: Record<ProsodyFlag, string> = {
  loud: 'loud',
  quiet: 'quiet',
  fast: 'fast',
  slow: 'slow',
  high_pitch: 'high voice',
  low_pitch: 'low voice',
  monotone: 'even',
  shaky: 'shaky',
}

const shifts: Record<ShiftDirection, string> = {
  escalating: 'rising',
  'de-escalating': 'settling',
  stable: 'steady',
}

const microphone: Record<VoicePhase, string> = {
  off: 'Microphone off',
  starting: 'Microphone starting',
  on: 'Microphone on',
  paused: 'Microphone paused',
}

/** Two lines on the smallest phone, or the bar would move when one of them comes. */
const troubles: Record<VoiceTrouble, string> = {
  refused: 'The microphone isn’t allowed for this page. Allow it in the site settings.',
  missing: 'No microphone was found. Connect one, then tap again.',
  inUse: 'Another app is using the microphone. Close it there, then tap again.',
  insecure: 'The microphone needs a secure page: https, or localhost.',
  unsupported: 'This browser can’t give us the microphone. Another one may.',
  interrupted: 'The microphone was interrupted. Tap anywhere to go on.',
  muted: 'The system holds the microphone back right now. It goes on by itself.',
  needsTap: 'The microphone is resting while you were away. Tap it to go on.',
  dropped: 'The microphone lost its way to the server. Trying again.',
  takenOver: 'Another microphone took over this session. Tap to listen here again.',
  readOnly: 'This link can watch, not listen.',
  sampleInterrupted: 'The sample was interrupted. Tap anywhere to play on.',
  sampleMissing: 'The sample couldn’t be loaded. You can try again, or use the microphone.',
}

const refusals: Record<StartRefusal, string> = {
  unreachable: 'The server can’t be reached right now. Please try again in a moment.',
  busy: 'The server is full right now. Please try again in a few minutes.',
  tooMany: 'Many sessions were started just now. Please try again in a minute.',
}

/** Every word that the product says, in English. Another language is another object of this shape. */
export const en = {
  language: 'en',
  productName: 'Undertone',
  titles: {
    start: 'Undertone',
    live: 'Conversation · Undertone',
    watch: 'Watching · Undertone',
    notes: 'Notes · Undertone',
    settings: 'Settings · Undertone',
  },

  pageMissing: 'That page can’t be fetched right now. You can try again in a moment.',

  start: {
    heading: 'Hear how it is said',
    lead: 'Undertone listens to a conversation and shows the tone of voice: one calm word, and how sure it is. It says how someone sounds, never what they mean or feel.',
    button: 'Start',
    starting: 'Starting…',
    sample: 'Try a sample',
    sampleHint: 'A short clip, played softly so that you hear what is judged. No microphone.',
    goBack: 'Go back to your session',
    notes: 'Notes',
    keepLine: (time: string) => `If you leave, we keep this session for ${time}.`,
    noticeHeading: 'Before you start',
    listen: 'Keep listening when I switch apps',
    listenHint: (time: string) => `Only where the phone allows it, and for ${time} at most.`,
    noticeSeen: 'It listens through this device’s microphone, only while you see the page.',
    noticeHidden: (time: string) =>
      `It listens through this device’s microphone, while you see the page and for up to ${time} after you switch away.`,
    notice: [
      'The sound goes to this server and is never stored.',
      'Please tell the others in the room.',
      'In the EU, using it on employees or pupils is unlawful.',
    ],
    refusals,
  },

  certainties,
  flags,
  shifts,

  now: {
    heading: 'Now',
    listening: 'Listening…',
    speaking: 'Hearing a voice…',
    unclear: 'Unclear',
    unclearHint: 'The tone can’t be told.',
    microphoneOff: 'Microphone off',
    microphoneOffHint: 'Nothing is being heard.',
    microphonePaused: 'Microphone paused',
    starting: 'Getting ready…',
    waiting: 'One moment…',
    cutOff: 'Not connected',
    lastHeard: (word: string, time: string) => `Last heard: ${word}, at ${time}`,
    spoken: (word: string, certainty: string) => `Sounds ${word}, ${certainty}`,
    with: (parts: readonly string[]) => parts.join(' · '),
  },

  heard: {
    heading: 'What was heard',
    none: 'Nothing yet. Tones appear here as they are heard.',
    nothing: 'Nothing was heard in this session.',
    caughtUp: 'caught up',
    gap: (count: number) =>
      count === 1 ? 'One moment was missed here.' : `${count} moments were missed here.`,
    /** Stretches in which no sound was listened to, by the reason; `time` as in 40 s. */
    unheard: {
      away: (time: string) => `Not listening for ${time}, while you were away.`,
      connection: (time: string) => `Not listening for ${time}, without a connection.`,
      microphone: (time: string) => `Not listening for ${time}, without a microphone.`,
      off: (time: string) => `Not listening for ${time}, with the microphone off.`,
    },
    showMore: 'Show more',
  },

  timeline: {
    heading: 'How it sounded so far',
    now: 'now',
  },

  watch: {
    heading: 'Watching',
    label: 'What you watch',
    line: 'You are watching. Only the person who shared this can end it.',
    over: 'This conversation is over',
    stillBelow: 'What was heard is still below.',
  },

  compose: {
    label: 'Session',
    microphone,
    sampleOn: 'Sample playing',
    end: 'End',
    /** Follows `end`, for those who don't see where it stands. */
    endWhat: ' session',
    newSession: 'Start a new session',
    keepNotes: 'Keep my notes',
    dropNotes: 'Don’t keep them',
    goStart: 'Back to the start',
    connection: {
      idle: 'Connecting',
      opening: 'Connecting',
      live: 'Connected',
      hidden: 'Resting',
      checking: 'Connecting',
      waiting: 'Not connected',
      expired: 'Session timed out',
      ended: 'Session ended',
    },
  },

  notices: {
    offline: 'Offline. Trying again.',
    /** `time` as in 40 s. */
    away: (time: string) => `You were away ${time}.`,
    caughtUp: 'Caught up.',
    missed: (count: number) => (count === 1 ? 'One moment was missed.' : `${count} moments were missed.`),
    tapToListen: 'Tap the microphone to go on.',
    timedOut: 'Session timed out',
    safe: 'Your notes are safe.',
    dropped: 'Its notes were deleted from this device.',
    unkept: 'This device couldn’t keep the notes.',
    stillBelow: 'What was heard is still below.',
    timedOutWhy: (time: string) => `We keep a session for ${time} after you leave.`,
    ended: 'Session ended',
    endUnreached: (time: string) =>
      `The server can’t be reached to tell it. The session closes by itself within ${time}, and nothing is listening.`,
    screenMaySleep: 'The screen may sleep',
    paused: {
      microphone: 'Microphone paused while hidden',
      sample: 'The sample paused while hidden',
    },
    /** Where there is no room for more. */
    backShort: 'Microphone on again.',
    back: {
      microphone: 'Microphone paused while hidden, now on.',
      sample: 'The sample paused while hidden. It plays on.',
    },
    /** What the microphone did while the page was hidden; the short ones follow `away`. */
    keptListeningShort: 'It kept listening.',
    keptListening: 'It kept listening while you were away.',
    listenedForShort: (time: string) => `It listened for ${time}.`,
    listenedFor: (time: string) => `It listened for ${time} while you were away, then paused.`,
    mayListen: (time: string) => `If you switch apps, it keeps listening for up to ${time}.`,
    recovered: 'The microphone stopped for a moment. It is on again.',
    sampleLeft: 'The sample stopped as you left. You can start it again from the start.',
    sampleFinished: 'That was the sample. You can start with your own voice now.',
    notesNotKept: 'Notes can’t be kept on this device right now. What is heard still shows here.',
    troubles,
  },

  notes: {
    heading: 'Notes',
    lead: 'Past conversations, kept on this device only, until you delete them.',
    none: 'No conversations yet. When you end a session, it is here.',
    unreadable: 'This device doesn’t let the page keep notes.',
    moments: (count: number) => (count === 1 ? '1 moment' : `${count} moments`),
    /** Before a conversation's date, for those who hear the list. */
    open: 'Open the conversation of',
    remove: 'Delete this conversation',
    removeAsk: 'Delete it from this device? This can’t be undone.',
    removeYes: 'Delete',
    removeNo: 'Keep it',
    notRemoved: 'It couldn’t be deleted just now. You can try again.',
    back: 'All notes',
    home: 'Back to the start',
    missing: 'This conversation isn’t on this device.',
  },

  time: {
    seconds: (s: number) => `${s}\u00a0s`,
    minutes: (m: number) => `${m}\u00a0min`,
    secondsLong: (s: number) => (s === 1 ? '1\u00a0second' : `${s}\u00a0seconds`),
    minutesLong: (m: number) => (m === 1 ? '1\u00a0minute' : `${m}\u00a0minutes`),
    ago: (s: number) => (s < 60 ? `${s}\u00a0s ago` : `${s / 60}\u00a0min ago`),
  },
}

export type Messages = typeof en
