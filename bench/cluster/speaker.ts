import type { SessionStore } from '../../apps/server/src/sessions/session-store.ts'
import { toneEvent } from '../../apps/server/test/support/tone.ts'
import { machineMs } from '../support/machine-ms.ts'

export interface Speech {
  /** A tone, or that somebody speaks or has ended. */
  readonly what: 'tones' | 'states'
  readonly ids: readonly string[]
  /** Events a second in all; each comes at random, as many people's do. */
  readonly perS: number
  readonly forMs: number
}

export interface Spoken {
  readonly events: number
  /** Longer than was asked for where this node can't follow. */
  readonly tookMs: number
}

/** Says events of sessions drawn at random. An event's time is the machine's as it is handed to the store. */
export function createSpeaker(store: Pick<SessionStore, 'append' | 'tellSpeech'>) {
  const speaking = new Set<string>()

  function sayTone(id: string): Promise<unknown> {
    return store.append(id, toneEvent({ session_id: id, timestamp: machineMs() }))
  }

  function sayState(id: string): Promise<void> {
    // Only what is new is told.
    const state = speaking.delete(id) ? 'listening' : 'speaking'
    if (state === 'speaking') speaking.add(id)
    return store.tellSpeech(id, 0, { state, timestampS: machineMs() })
  }

  return {
    async speak({ what, ids, perS, forMs }: Speech): Promise<Spoken> {
      const startMs = machineMs()
      const all: Promise<unknown>[] = []

      function say(): void {
        const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
        all.push(what === 'tones' ? sayTone(id) : sayState(id))
      }

      const gapMs = () => (-Math.log(1 - Math.random()) * 1000) / perS
      let dueMs = startMs + gapMs()
      while (dueMs < startMs + forMs) {
        await pause(Math.max(0, dueMs - machineMs()))
        for (const nowMs = machineMs(); dueMs <= nowMs; dueMs += gapMs()) say()
      }
      await Promise.all(all)
      return { events: all.length, tookMs: machineMs() - startMs }
    },
  }
}

function pause(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs))
}
