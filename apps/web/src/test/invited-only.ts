import type { RefusedStart, StartAnswer } from '../api/session-client.ts'
import type { createFakeWorld } from './fake-world.ts'

/** Why a start is refused that names no code, or another one. */
const codeNeeded: RefusedStart = { refusal: 'codeNeeded', retryAfterS: null }

/** From now on the server of `world` starts a session only where it is told `code`. */
export function inviteOnly({ client, answers }: ReturnType<typeof createFakeWorld>, code = 'sesame'): void {
  client.start.mockImplementation(({ access_code: given }): Promise<StartAnswer> =>
    Promise.resolve(given === code ? answers.start : codeNeeded),
  )
}
