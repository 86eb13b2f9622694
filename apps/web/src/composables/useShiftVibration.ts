import type { ToneEvent } from '@undertone/shared'
import { watch } from 'vue'
import type { HeardTone } from '../stores/heard-item.ts'
import { useSettingsStore } from '../stores/settings.ts'
import type { Vibrate } from './vibrate.ts'

export interface UseShiftVibrationOptions {
  readonly latest: () => HeardTone | null
  /** Null where the device can't. */
  readonly vibrate: Vibrate | null
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number
}

/** Twice what is worth a word (`noticeableShift` of the server's annotate.ts). */
const strongShift = 0.4
/** A heated talk shifts all the time: more often than this it would be a nuisance, and heard by the microphone. */
const restMs = 20_000
/** Short, as the phone lies on a table and listens. */
const patternsMs = { escalating: [60, 120, 60], 'de-escalating': [180], stable: [] }

/** Shakes the device a little when the tone shifts strongly, where the person wants it: what was caught up is past. */
export function useShiftVibration({ latest, vibrate, nowMs }: UseShiftVibrationOptions): void {
  const settings = useSettingsStore()
  let lastAtMs = -Infinity

  watch(latest, (tone) => {
    if (!settings.vibrates || !tone || tone.caughtUp || !isStrong(tone.event)) return
    if (nowMs() - lastAtMs < restMs) return
    lastAtMs = nowMs()
    vibrate?.(patternsMs[tone.event.shift_direction])
  })
}

function isStrong(event: ToneEvent): boolean {
  return event.shift_direction !== 'stable' && event.shift_magnitude >= strongShift
}
