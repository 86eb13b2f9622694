import type { SampleClip } from '../stores/sample-clips.ts'

const samples: Record<SampleClip, string> = {
  calm: 'Calm',
  tense: 'Tense',
  cheerful: 'Cheerful',
}

/** The words of the start page, in English: all that the app has to fetch to begin. The first cards stand in index.html. */
export const enFirst = {
  language: 'en',
  productName: 'Undertone',
  titles: {
    start: 'Undertone',
    live: 'Conversation · Undertone',
    watch: 'Watching · Undertone',
    notes: 'Notes · Undertone',
    settings: 'Settings · Undertone',
  },

  pageMissing: 'That page can’t be loaded right now. You can try again in a moment.',

  start: {
    heading: 'Hear how it is said',
    lead: 'Undertone listens to a conversation and shows the tone of voice: one calm word, and how sure it is. It says how someone sounds, never what they mean or feel.',
    button: 'Start',
    starting: 'Starting…',
    sample: 'Or try a sample',
    sampleClips: samples,
    sampleNamed: (clip: string) => `Try a sample: ${clip}`,
    sampleHint: 'A short clip, played softly so that you hear it too. The microphone stays off.',
    goBack: 'Go back to your session',
    notes: 'Notes',
    settings: 'Settings',
    /** Names the links to other pages. */
    pages: 'Other pages',
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
    unreachable: 'The server can’t be reached right now. Please try again in a moment.',
  },

  time: {
    seconds: (s: number) => `${s}\u00a0s`,
    minutes: (m: number) => `${m}\u00a0min`,
    secondsLong: (s: number) => (s === 1 ? '1\u00a0second' : `${s}\u00a0seconds`),
    minutesLong: (m: number) => (m === 1 ? '1\u00a0minute' : `${m}\u00a0minutes`),
    ago: (s: number) => (s < 60 || s % 60 ? `${s}\u00a0s ago` : `${s / 60}\u00a0min ago`),
  },
}

export type FirstMessages = typeof enFirst
