/** What a key does on the timeline; as on any slider, up is later. */
export type TimelineKey =
  'next' | 'previous' | 'windowOn' | 'windowBack' | 'first' | 'last' | 'closer' | 'further'

const keys: Readonly<Record<string, TimelineKey>> = {
  ArrowRight: 'next',
  ArrowUp: 'next',
  ArrowLeft: 'previous',
  ArrowDown: 'previous',
  PageUp: 'windowOn',
  PageDown: 'windowBack',
  Home: 'first',
  End: 'last',
  '+': 'closer',
  // Where + needs Shift.
  '=': 'closer',
  '-': 'further',
  '−': 'further',
}

/** Null where the key isn't the timeline's, or belongs to the browser, as Ctrl and + do. */
export function timelineKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): TimelineKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return keys[event.key] ?? null
}
