/** Shakes the device: milliseconds on and off in turn. */
export type Vibrate = (patternMs: number[]) => void

/** The device's own; null where it has none, or its browser keeps it from pages (Safari and Firefox do). */
export function deviceVibrate(device: Pick<Partial<Navigator>, 'vibrate'> = navigator): Vibrate | null {
  if (!device.vibrate) return null
  return (patternMs) => void device.vibrate?.(patternMs)
}
