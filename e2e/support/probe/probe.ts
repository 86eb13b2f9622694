import { probeMicrophones, type MicrophoneProbe } from './probe-microphones.ts'
import { probePage, type PageProbe } from './probe-page.ts'
import { probePolicy } from './probe-policy.ts'
import { probeStreams, type StreamProbe } from './probe-streams.ts'
import type { VisibilityProbe } from './probe-visibility.ts'
import { probeWakeLocks, type WakeLockProbe } from './probe-wake-locks.ts'

/** What tells, and what happens, inside the page. A phone that is truly put away has no `setHidden`. */
export type Probe = StreamProbe & WakeLockProbe & MicrophoneProbe & PageProbe & VisibilityProbe

/** Each runs in the page before its own code. */
export const probeScripts: readonly (() => void)[] = [
  probePolicy,
  probePage,
  probeStreams,
  probeWakeLocks,
  probeMicrophones,
]

declare global {
  var undertoneProbe: Probe
}
