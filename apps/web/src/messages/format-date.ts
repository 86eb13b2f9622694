/** A moment as people say it: 22 November, 18:31. `language` is a BCP 47 tag. */
export function spokenDate(atMs: number, language: string): string {
  const tag = language === 'en' ? 'en-GB' : language
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long' })
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' })
  // Asked for both at once, some browsers join them with a comma and some with a word.
  return `${day.format(atMs)}, ${time.format(atMs)}`
}
