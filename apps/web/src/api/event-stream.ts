/** One open event stream, as little of it as the page needs. */
export interface EventStream {
  on(name: string, listener: (data: string, id: string) => void): void
  onClosed(listener: () => void): void
  close(): void
}

export type OpenEventStream = (url: string) => EventStream

/** The browser's EventSource behind `EventStream`. Its own reconnecting is never used: the machine decides. */
export function openEventStream(url: string): EventStream {
  const source = new EventSource(url)
  return {
    on(name, listener) {
      source.addEventListener(name, (event) => listener(String(event.data), event.lastEventId))
    },
    onClosed(listener) {
      source.addEventListener('error', listener)
    },
    close() {
      source.close()
    },
  }
}
