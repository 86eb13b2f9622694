import type { Duplex } from 'node:stream'
import { problemAnswer } from './problem.ts'

/** Tells what is wrong in HTTP, and closes. For a socket that Node no longer looks after, as behind an upgrade. */
export function turnAway(socket: Duplex, error: unknown): void {
  socket.on('error', () => socket.destroy())
  // It must be closed on this side too, whatever the other does.
  socket.once('finish', () => socket.destroy())
  socket.end(problemAnswer(error))
}
