import type { ProblemCode } from '../problem.ts'

/** When each code is the answer. */
export const problemWords: Record<ProblemCode, string> = {
  malformed_json: 'The body isn’t JSON, or the request did not come in whole or can’t be read.',
  read_only: 'A viewer’s id stands where control is needed.',
  origin_not_allowed: 'A web page of another origin asks.',
  access_code_needed:
    'This server starts sessions for those who know its code only, and none or another was named.',
  session_not_found:
    'No session has this id: it never was, was ended or has expired. Only this says so for certain.',
  route_not_found: 'There is nothing at this address.',
  method_not_allowed: 'There is something at this address, which isn’t asked for like this.',
  payload_too_large: 'The body is too large, or the address and the header fields are.',
  unsupported_media_type: 'The body isn’t JSON in UTF-8, or is packed.',
  invalid_request: 'A field is wrong; `errors` names each.',
  too_many_requests:
    'Too much was asked for in too short a time, or a session has all the streams that it may have.',
  internal: 'Something went wrong on the server’s side.',
  at_capacity: 'The server has all that it can hold.',
  draining: 'The server is on its way out. The session may live on elsewhere.',
  store_unavailable: 'The sessions can’t be reached. Nobody knows whether one is gone.',
}
