import type { FirstMessages } from './en-first.ts'

/** Seconds of a session as 0:42 or 1:02:03. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const tail = `${h > 0 ? twoDigits(m) : m}:${twoDigits(s)}`
  return h > 0 ? `${h}:${tail}` : tail
}

/** A length of time in words: 90 seconds, 5 minutes. */
export function spokenDuration(seconds: number, { time }: FirstMessages): string {
  return seconds > 90 ? time.minutesLong(Math.round(seconds / 60)) : time.secondsLong(Math.round(seconds))
}

/** The same, short: 90 s, 5 min. */
export function shortDuration(seconds: number, { time }: FirstMessages): string {
  return seconds > 90 ? time.minutes(Math.round(seconds / 60)) : time.seconds(Math.round(seconds))
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
