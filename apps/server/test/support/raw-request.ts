import { problemSchema } from '@undertone/shared'
import { dial } from './dial.ts'

export interface RawAnswer {
  /** Null where the server closed without a word. */
  status: number | null
  head: string
  body: string
  /** From the last byte sent to the close, ms. */
  tookMs: number
}

/** Sends `text` as it is on a connection of its own, and reads until the server closes. */
export async function sendRaw(url: string, ...pieces: string[]): Promise<RawAnswer> {
  const socket = dial(url)
  let answer = ''
  socket.on('data', (text) => (answer += text))
  socket.on('error', () => {})
  for (const piece of pieces) socket.write(piece)
  const sentAtMs = performance.now()
  await new Promise((resolve) => socket.once('close', resolve))
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  const status = /^HTTP\/1.1 (\d+)/.exec(head)?.[1]
  return {
    status: status === undefined ? null : Number(status),
    head,
    body: rest.join('\r\n\r\n'),
    tookMs: performance.now() - sentAtMs,
  }
}

/** The contract's answer, and that the connection closes behind it. */
export function problemOf({ head, body, status }: RawAnswer) {
  const problem = problemSchema.parse(JSON.parse(body))
  if (!/\r\nContent-Type: application\/problem\+json/i.test(head)) throw new Error(`No problem: ${head}`)
  if (problem.status !== status) throw new Error(`${problem.status} isn't ${status}`)
  return { status, code: problem.code, detail: problem.detail, closes: /\r\nConnection: close/i.test(head) }
}
