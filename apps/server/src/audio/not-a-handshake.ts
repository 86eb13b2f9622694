import { ProblemError } from '../errors.ts'

/** What is told to a request for a WebSocket that ws takes for none. Its words name the header, and nothing that was sent. */
export function notAHandshake({ message }: Error, method: string | undefined): ProblemError {
  if (method !== 'GET')
    return new ProblemError('method_not_allowed', `This address takes GET, not ${method}.`, {
      headers: { Allow: 'GET' },
    })
  const path = /Sec-WebSocket-\w+/.exec(message)?.[0] ?? ''
  return new ProblemError('invalid_request', 'This is no WebSocket handshake of version 13.', {
    errors: [{ path, message }],
    headers: { 'Sec-WebSocket-Version': '13' },
  })
}
