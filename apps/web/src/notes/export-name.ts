/** The name of a file with a conversation that began at `startedAtMs`, by this device's clock: undertone-2026-11-22-18-31.csv. */
export function exportName(startedAtMs: number, extension: string): string {
  const at = new Date(startedAtMs)
  const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()]
  return `undertone-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.${extension}`
}
