/** What the network is like now; every connection of a proxy looks at the same. */
export interface Weather {
  /** Nothing flows, in either direction. */
  isStalled: boolean
  /** Nothing flows towards the client. */
  isDownloadStalled: boolean
  /** Of each direction. */
  delayMs: number
  /** Towards the client; null is as fast as it goes. */
  downloadBytesPerS: number | null
}

export function fairWeather(): Weather {
  return { isStalled: false, isDownloadStalled: false, delayMs: 0, downloadBytesPerS: null }
}
