import type { audioCloseCode } from '../audio.ts'

type AudioCloseCode = (typeof audioCloseCode)[keyof typeof audioCloseCode]
/** Of the registry of RFC 6455, for what isn't the client's doing. */
type CodeOfTheRegistry = 1011 | 1013

/** Why the microphone's socket is closed, by close code. */
export const closeCodeWords: Record<AudioCloseCode | CodeOfTheRegistry, string> = {
  1000: 'The session ended or expired.',
  1001: 'The server is going away.',
  1003: 'A text frame was sent.',
  1007: 'A frame had an odd number of bytes.',
  1008: 'More than 2 s of audio ahead of real time were sent, or a frame in more than 64 pieces.',
  1009: 'A frame was larger than 64 KiB.',
  1011: 'No classifier could be had. Try again later.',
  1013: 'The sessions can’t be reached. Try again later.',
  4403: 'The id is a viewer’s, or a web page of another origin asked.',
  4404: 'No such session.',
  4409: 'Another microphone took over: the newest wins.',
  4429: 'Too many microphones, connections or frames.',
}
