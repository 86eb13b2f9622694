import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '../clock.ts'
import { ProblemError } from '../errors.ts'
import { maxHeadBytes } from './listener.ts'
import { problemAnswer } from './problem.ts'

/** How long a client may take to take the answer that its connection is closed with. */
const partingMs = 1_000

/** Answers what `http` can't make a request of as the contract has it, and closes. */
export function answerClientFaults(http: Server, clock: Clock): void {
  http.on('clientError', (error, socket) => {
    const problem = problemOf(error)
    // Whoever never said a word isn't told anything: a browser that has a connection in store would take it for an answer.
    const isMute = !('bytesRead' in socket) || socket.bytesRead === 0
    if (!problem || isMute || !socket.writable || isAnswering(socket)) {
      // One that is being told already goes by itself.
      if (!socket.writableEnded) socket.destroy()
      return
    }
    socket.once('finish', () => socket.destroy())
    const cut = clock.after(partingMs, () => socket.destroy())
    socket.once('close', () => cut.stop())
    socket.end(problemAnswer(problem))
  })
}

/** Null for a connection that has gone. */
function problemOf(error: NodeJS.ErrnoException): ProblemError | null {
  const { code = '' } = error
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ProblemError(
      'malformed_json',
      'The request did not come in whole in the time there is for it.',
    )
  if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new ProblemError(
      'payload_too_large',
      `The address and the header fields are larger than ${maxHeadBytes / 1024} KiB.`,
    )
  if (code.startsWith('HPE_'))
    return new ProblemError('malformed_json', 'This can’t be read as a request of HTTP/1.1.')
  return null
}

/** An answer that has begun to go out can only be cut. */
function isAnswering(socket: Duplex): boolean {
  const answer = '_httpMessage' in socket ? socket._httpMessage : null
  return (
    typeof answer === 'object' && answer !== null && 'headersSent' in answer && answer.headersSent === true
  )
}
