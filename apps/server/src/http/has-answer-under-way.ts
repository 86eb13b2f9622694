import type { Duplex } from 'node:stream'

/** Whether a request that came in on `socket` isn't answered yet, as far as `node:http` knows. */
export function hasAnswerUnderWay(socket: Duplex): boolean {
  return '_httpMessage' in socket && socket._httpMessage !== null
}
