/** What this node holds of a session. */
export interface Held {
  readonly sessionId: string
  /** Names of those who watch it here. */
  readonly watchers: readonly string[]
  /** Number of its microphone here, 0 for none. */
  readonly microphone: number
}

/** A part of what is to be renewed: one call of the script `renew`. */
export interface Renewal {
  readonly bucket: number
  readonly sessionIds: readonly string[]
  readonly args: readonly string[]
}

/** Redis does nothing else while it renews, so no call is to take longer than about a millisecond. */
const sessionsEach = 100

/** What is held in `bucket`, in calls that don't take long. An empty one where there is nothing, as a sign of life. */
export function planRenewals(bucket: number, held: readonly Held[]): Renewal[] {
  const renewals: Renewal[] = []
  for (let from = 0; from === 0 || from < held.length; from += sessionsEach) {
    const part = held.slice(from, from + sessionsEach)
    renewals.push({ bucket, sessionIds: part.map(({ sessionId }) => sessionId), args: part.flatMap(argsOf) })
  }
  return renewals
}

function argsOf({ sessionId, watchers, microphone }: Held): string[] {
  return [sessionId, String(microphone), String(watchers.length), ...watchers]
}
