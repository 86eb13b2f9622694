export interface SseEvent {
  name: string
  data: unknown
  id?: number
}

/**
 * One event as bytes of an event stream (HTML Living Standard, section 9.2). JSON holds no raw line break, so the
 * data always fits one `data:` line.
 */
export function encodeSseEvent({ name, data, id }: SseEvent): Buffer {
  return encodeSseText(name, JSON.stringify(data), id)
}

/** As `encodeSseEvent`, of what is JSON already. */
export function encodeSseText(name: string, json: string, id?: number): Buffer {
  return Buffer.from(sseText(name, json, id))
}

export function sseText(name: string, json: string, id?: number): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`
  return `${idLine}event: ${name}\ndata: ${json}\n\n`
}

/** Tells the browser how long to wait before it reconnects by itself. */
export function encodeSseRetry(delayMs: number): Buffer {
  return Buffer.from(`retry: ${Math.round(delayMs)}\n\n`)
}
