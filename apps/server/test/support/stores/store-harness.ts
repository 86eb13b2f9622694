import type { SessionStore } from '../../../src/sessions/session-store.ts'
import type { Clock } from '../../../src/clock.ts'

export interface StoreHarnessOptions {
  maxSessions?: number
  /** Events that a session keeps. */
  capacity?: number
}

/** A store under test, in a time that a test moves. */
export interface StoreHarness {
  readonly store: SessionStore
  /** Moves with `pass`. */
  readonly clock: Clock
  /** Lets time pass, and what the store does by itself meanwhile. */
  pass(ms: number): Promise<void>
  /** Resolves once listeners were told of everything that has happened. */
  settle(): Promise<void>
  /** Closes the store, and expects that it leaves nothing behind once its sessions are over. */
  expectNothingLeft(): Promise<void>
}

export type CreateStoreHarness = (options?: StoreHarnessOptions) => Promise<StoreHarness>
