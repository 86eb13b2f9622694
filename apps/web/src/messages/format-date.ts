/** A moment as people say it: 22 November, 18:31. `language` is a BCP 47 tag. */
export function spokenDate(atMs: number, language: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
  return format.format(atMs)
}
