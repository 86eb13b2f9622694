/** The lowest level of the last 2 s stands for the room: speech pauses, if only for a moment, within that time. */
const framesPerStretch = 50
const stretches = 4
const quietestDb = -100

/** Follows the level of the background by minimum statistics (after R. Martin, 2001). Returns dB. */
export function createNoiseFloor(): (levelDb: number) => number {
  // Until a stretch has been heard nothing is known of the room, so anything may be speech.
  const minima = new Array<number>(stretches).fill(quietestDb)
  let smoothedDb = 0
  let lowestDb = Infinity
  let framesInStretch = 0
  let isFirst = true

  return function follow(levelDb) {
    smoothedDb = isFirst ? levelDb : smoothedDb + 0.3 * (levelDb - smoothedDb)
    isFirst = false
    lowestDb = Math.min(lowestDb, smoothedDb)
    if (++framesInStretch === framesPerStretch) {
      minima.shift()
      minima.push(lowestDb)
      lowestDb = Infinity
      framesInStretch = 0
    }
    return Math.min(...minima)
  }
}
