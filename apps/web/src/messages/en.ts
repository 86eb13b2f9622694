import type { ProsodyFlag, ShiftDirection, ToneEvent } from '@undertone/shared'
import type { VoiceTrouble } from '../audio/voice-feed.ts'
import type { Certainty } from '../components/now/certainty.ts'
import type { VoicePhase } from '../composables/useVoiceFeed.ts'
import { enFirst } from './en-first.ts'

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
  insecure: 'The microphone only works on a secure page, with an address that begins with https.',
  unsupported: 'This browser can’t give us the microphone. Another one may.',
  interrupted: 'The microphone was interrupted. Tap anywhere to go on.',
  muted: 'This device is holding the microphone back. It goes on by itself.',
  needsTap: 'The microphone rested while you were away. Tap it to go on.',
  dropped: 'The sound isn’t getting through. Trying again.',
  takenOver: 'Another microphone took over this session. Tap to listen here again.',
  otherAddress: 'The server takes no sound here. Whoever runs it can set PUBLIC_ORIGIN.',
  sampleInterrupted: 'The sample was interrupted. Tap anywhere to play on.',
  sampleMissing: 'The sample couldn’t be loaded. You can try again, or use the microphone.',
}

/** What the person types at a moment of a conversation. */
const typedNotes = {
  /** Before a note's text, for those who don't see its flag. */
  label: 'Your note:',
  edit: 'Edit',
  /** Follows `edit`, for those who don't see where it stands; `time` as in 1:23. */
  editWhat: (time: string) => ` the note at ${time}`,
  add: 'Add a note',
  /** Above what is being typed. */
  field: (time: string) => `Your note at ${time}`,
  /** Another moment that it may be about. */
  ratherAt: (time: string) => `Rather at ${time}`,
  save: 'Save',
  cancel: 'Cancel',
  remove: 'Delete',
  done: { deleted: 'Note deleted.', putAside: 'Note put aside.' },
  undo: 'Undo',
}

/** Past conversations. */
const notes = {
  heading: 'Notes',
  lead: 'Past conversations, kept on this device only, until you delete them.',
  leadFor: (days: number) =>
    days === 1
      ? 'Past conversations, kept on this device only, for a day.'
      : `Past conversations, kept on this device only, for ${days} days.`,
  search: 'Search',
  /** What is searched, for who may wonder. */
  searchHint: 'In titles, dates, tones and your notes.',
  found: (count: number) =>
    count === 1 ? 'One conversation was found.' : `${count} conversations were found.`,
  foundNone: 'Nothing was found. A part of a word is enough.',
  /** The list can't look into the conversations right now. */
  foundBriefly: 'Only titles and dates can be searched just now.',
  title: 'Title',
  rename: 'Rename',
  save: 'Save',
  cancel: 'Cancel',
  notRenamed: 'The title couldn’t be kept just now. You can try again.',
  notWritten: 'Your notes can’t be kept on this device right now. They still show here.',
  /** `title` as in: 22 November, 18:31. */
  deleted: (title: string) => `Deleted: ${title}.`,
  deletedMany: (count: number) => `${count} conversations were deleted.`,
  undo: 'Undo',
  notPutBack: 'It couldn’t be put back just now. You can try again.',
  runsOn: 'It is still running: what is heard from now on is kept.',
  removeAll: 'Delete all conversations',
  removeAllAsk: 'Delete all of them from this device?',
  removeAllNo: 'Keep them',
  keep: 'Keep notes',
  keepHint: 'Older ones are deleted from this device when you next open Undertone or its notes.',
  keepForever: 'Until I delete them',
  keepDays: (days: number) => (days === 1 ? '1 day' : `${days} days`),
  none: 'No conversations yet. When you end a session, it is here.',
  unreadable: 'This device doesn’t let the page keep notes.',
  moments: (count: number) => (count === 1 ? '1\u00a0moment' : `${count}\u00a0moments`),
  typed: (count: number) => (count === 1 ? '1\u00a0note' : `${count}\u00a0notes`),
  /** Before a conversation's title or date, for those who hear the list. */
  open: 'Open the conversation',
  remove: 'Delete this conversation',
  removeAsk: 'Delete it from this device? This can’t be undone.',
  removeYes: 'Delete',
  removeNo: 'Keep it',
  notRemoved: 'It couldn’t be deleted just now. You can try again.',
  back: 'All notes',
  home: 'Back to the start',
  missing: 'This conversation isn’t on this device.',
  /** What leaves the device. */
  exporting: {
    heading: 'Take it with you',
    lead: 'A file on this device, for whoever you choose to give it to.',
    text: 'Plain text',
    csv: 'CSV, for a spreadsheet',
    json: 'JSON, with everything',
    share: 'Share…',
    saved: (name: string) => `Saved as ${name}.`,
    notShared: 'It couldn’t be shared just now. You can save it instead.',
    /** At the end of a text, for those who read it without having seen the page. */
    honest: 'Made with Undertone. A tone is a guess at how something sounded, not at what was meant.',
  },
}

/** Every word that the product says, in English. Another language is another object of this shape. */
export const en = {
  ...enFirst,

  intro: {
    label: 'What Undertone is',
    cards: [
      {
        heading: 'How it sounds, in one word',
        lines: [
          'Undertone listens to a conversation. It shows the tone of voice: one calm word, a shape, and how sure it is.',
        ],
      },
      {
        heading: 'A guess, and no more',
        lines: [
          'It hears how someone sounds. It can’t know what they mean, feel or want.',
          'It is often wrong. Where it can’t tell, it says “unclear”.',
        ],
      },
      {
        heading: 'Nothing is recorded',
        lines: [
          'The sound goes to the server of this page and is never stored.',
          'The words stay on this device until you delete them.',
        ],
      },
    ],
    place: (place: number, of: number) => `${place} of ${of}`,
    next: 'Next',
    skip: 'Skip',
    begin: 'Begin',
  },

  update: {
    label: 'New version',
    line: 'A newer Undertone is here.',
    take: 'Load it now',
    later: 'Later',
  },

  /** Why a session couldn't be started, where it isn't `start.unreachable`; `time` as in 5 minutes. */
  refusals: {
    busy: (time: string) => `The server is full right now. Please try again in ${time}.`,
    /** Starts, or codes; and maybe somebody else's. */
    tooMany: (time: string) => `Many tries came from your network just now. Please try again in ${time}.`,
    notNow: 'The server can’t start a session just now. Please try again in a moment.',
    /** Nothing that the person could do: it's for whoever set the server up. */
    otherAddress: 'The server expects another address. Whoever runs it can set PUBLIC_ORIGIN.',
  },

  /** Where the server is for a few people only. */
  accessCode: {
    line: 'This Undertone is for invited people. Enter the access code you were given.',
    label: 'Access code',
    show: 'Show',
    hide: 'Hide',
    /** Follows `show` and `hide`, for those who don't see where they stand. */
    which: ' the access code',
    hint: 'Once it has worked, this device remembers it.',
    go: 'Go on',
    leave: 'Not now',
    wrong: 'That isn’t the code of this Undertone. Please compare it with the one you were given.',
    /** Of the one that this device remembered. */
    stale: 'The code on this device doesn’t work any more. Please enter the new one.',
  },

  certainties,
  flags,
  shifts,
  /** The server says its tones in English: the word for an event's `label`, and the line below the word. */
  toneWord: (label: string) => label,
  subtextOf: (event: Pick<ToneEvent, 'label' | 'subtext'>) => event.subtext,

  /** What an elcor says before it says that it has no tone to tell; the names are those in `now`. */
  elcor: {
    listening: 'With patient attention:',
    speaking: 'With growing interest:',
    unclear: 'With honest doubt:',
    microphoneOff: 'In respectful silence:',
    microphonePaused: 'With unhurried rest:',
    starting: 'With measured eagerness:',
    waiting: 'With calm expectation:',
    cutOff: 'With mild regret:',
  },

  now: {
    heading: 'Now',
    listening: 'Listening…',
    speaking: 'Hearing a voice…',
    unclear: 'Unclear',
    unclearHint: 'Not clear enough to say.',
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
    columns: { time: 'Time', tone: 'Tone', how: 'How sure, and more' },
  },

  typedNotes,

  timeline: {
    heading: 'How it sounded',
    now: 'now',
    /** The picture, for those who go through it with keys or a screen reader. */
    label: 'Moments of the conversation',
    nothingPicked: 'No moment picked',
    hint: 'Tap a moment to read it. Drag to look around.',
    closer: 'Zoom in',
    further: 'Zoom out',
    backToNow: 'Back to now',
    showAll: 'Show all',
    note: (text: string) => `Your note: ${text}`,
    /** What a moment says, in one line. */
    moment: (parts: readonly string[]) => parts.join(', '),
  },

  watch: {
    heading: 'Watching',
    label: 'What you watch',
    line: 'You are watching. Only the person who shared this can end it.',
    over: 'This conversation is over',
    stillBelow: 'What was heard is still below.',
    /** The link never led to anything while this page was open. */
    nothing: 'There is nothing to watch here',
    nothingWhy:
      'The conversation is over, or a part of the link is missing. Whoever sent it can send a new one.',
  },

  /** Where the person with the session lets others watch. */
  letWatch: {
    button: 'Let someone watch',
    heading: 'Let someone watch',
    lines: [
      'Whoever has this link can watch this conversation live, and see what was heard so far.',
      'They can’t control anything and don’t see your notes. Nothing of it is kept on their device.',
      'The link ends with the session.',
    ],
    thisDeviceOnly:
      'This address works on this device only. Start Undertone with --phone to share it in your network.',
    asking: 'One moment…',
    code: 'QR code of the link',
    noCode: 'The QR code can’t be shown right now. The link below works without it.',
    troubles: {
      unreachable: 'The server can’t be reached right now. The link comes from there.',
      gone: 'This session is over. There is nothing left to watch.',
    },
    tryAgain: 'Try again',
    /** Before the address, for those who hear it. */
    link: 'The link: ',
    copy: 'Copy link',
    copied: 'Copied.',
    selected: 'The link is selected. You can copy it from here.',
    share: 'Share…',
    notShared: 'Sharing doesn’t work right now. You can copy the link.',
    close: 'Close',
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
    /** There is a way to the server, and it has no room or isn't ready. */
    refused: 'The server isn’t sending anything just now. Trying again.',
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
      `Nothing is listening. The server can’t be reached, so the session closes by itself within ${time}.`,
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
    sampleLeft: 'The sample stopped when you left. You can play it again from the start page.',
    sampleFinished: 'That was the sample. You can start with your own voice now.',
    notesNotKept: 'Notes can’t be kept on this device right now. What is heard still shows here.',
    troubles,
  },

  notes,

  settings: {
    heading: 'Settings',
    lead: 'Changes work at once, and stay on this device.',
    session: 'A session',
    again: 'Show the first cards again',
    codeKept: 'This device remembers the access code, so that you aren’t asked again.',
    forgetCode: 'Forget the access code',
    codeForgotten: 'Forgotten. The next start asks for it.',
    looks: 'How it looks',
    theme: 'Colours',
    themes: {
      system: 'As the system',
      light: 'Light',
      dark: 'Dark',
      contrast: 'High contrast',
    },
    textSize: 'Text size',
    percent: (percent: number) => `${percent}%`,
    still: 'Keep everything still',
    stillHint: 'Shapes and words change without moving. Undertone also follows your system’s setting.',
    tells: 'How it tells you',
    speech: 'How often a screen reader says the tone',
    speechHint: '“Calmly” is one line in 10\u00a0seconds at most.',
    speeches: {
      calm: 'Calmly',
      off: 'Never',
      every: 'Every change',
    },
    vibrates: 'Vibrate when the tone shifts strongly',
    vibratesHint: 'Two short buzzes when it rises, a long one when it settles.',
    cannotVibrate: 'This device or browser can’t vibrate for a page.',
    language: 'Language',
    languages: {
      system: 'As the system',
      en: 'English',
      de: 'Deutsch',
    },
    elcor: 'Speak like an elcor',
    elcorHint:
      'With gentle amusement: each line begins by saying its own tone, as the elcor of Mass Effect do. From the next session on.',
    elcorSample: 'With mounting tension: I see you are here about the rent.',
  },
}

export type Messages = typeof en
