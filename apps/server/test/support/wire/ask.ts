import { once } from 'node:events'
import { request } from 'node:http'
import type { DescribedCall } from './wire-document.ts'

/** An answer that is whole. */
export interface Answer {
  status: number
  headers: Headers
  text: string
}

export interface AskOptions {
  /** Stands in the path. */
  id?: string
  query?: string
  headers?: Record<string, string>
  body?: string
}

/** What the microphone offers. */
export const webSocketHeaders = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
}

/** Makes `call` over the wire and reads the answer to its end. Not with `fetch`, which adds headers of its own. */
export async function ask(
  url: string,
  { method, path }: Pick<DescribedCall, 'method' | 'path'>,
  { id = '', query = '', headers = {}, body = '' }: AskOptions = {},
): Promise<Answer> {
  const asked = request(url + path.replace('{id}', id) + query, { method, headers, agent: false })
  asked.end(body)
  const [message, socket] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])
  let text = ''
  // A connection that became a WebSocket brings no more of this answer.
  if (socket) socket.destroy()
  else for await (const chunk of message.setEncoding('utf8')) text += chunk
  return { status: message.statusCode, headers: new Headers(message.headers), text }
}
