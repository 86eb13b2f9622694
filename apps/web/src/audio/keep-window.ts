/** The time for which a voice may go on unseen. */
export interface KeepWindow {
  open(): void
  close(): void
  isOpen(): boolean
  /** By the clock, which a throttled timer lags behind. */
  isOver(): boolean
}

export interface KeepWindowOptions {
  readonly keepMs: number
  readonly nowMs: () => number
  /** The time is over; told by a timer, since the clock may be set back meanwhile. */
  readonly onOver: () => void
}

export function createKeepWindow({ keepMs, nowMs, onOver }: KeepWindowOptions): KeepWindow {
  let untilMs: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    close()
    untilMs = nowMs() + keepMs
    timer = setTimeout(onOver, keepMs)
  }

  function close(): void {
    clearTimeout(timer)
    untilMs = null
  }

  return {
    open,
    close,
    isOpen: () => untilMs !== null,
    isOver: () => untilMs !== null && nowMs() >= untilMs,
  }
}
