/** Where a subscriber's bytes go. What is behind it on the network is made in `event-stream-response.ts`. */
export interface EventSink {
  /** False where many bytes wait for the network: then it is time to look at how many. */
  write(bytes: Uint8Array): boolean
  /** Bytes handed over and not yet taken by the network. */
  unsentBytes(): number
  /** Closes once what was written is sent, and in any case soon. */
  end(): void
  /** Closes at once. */
  destroy(): void
  /** `task` runs each time everything handed over has been sent. */
  onDrain(task: () => void): void
}
