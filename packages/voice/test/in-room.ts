import { vectors } from '../src/vectors.ts'

/** `values` where `vectors` can work on them. */
export function inRoom(values: ArrayLike<number>): Float32Array {
  const room = vectors.room(values.length)
  room.set(values)
  return room
}
