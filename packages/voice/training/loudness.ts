/** RMS of the loudest two fifths of the samples: of the speech, not of the silence around it. */
export function loudRms(sounds: readonly Float32Array[]): number {
  let squares = 0
  let count = 0
  for (const sound of sounds) {
    const sorted = sound.map((sample) => sample * sample).sort()
    for (let i = Math.floor(0.6 * sorted.length); i < sorted.length; i++, count++) squares += sorted[i]
  }
  return Math.sqrt(squares / Math.max(1, count))
}
