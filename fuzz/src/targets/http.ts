import { sessionSchema } from '@undertone/shared'
import { must } from '../must.ts'
import type { FuzzedServer } from '../server/fuzzed-server.ts'
import type { Sessions } from '../server/sessions.ts'
import { createTarget, type Target } from '../target.ts'
import { readAnswers, type Answer } from '../wire/answers.ts'
import { cutAt, exchange } from '../wire/exchange.ts'
import { judgeAnswer } from '../wire/judge-answer.ts'
import { httpCase, owner, viewer, type HttpCase, type HttpRequest } from './odd-requests.ts'

export interface HttpTargetDeps {
  readonly server: FuzzedServer
  readonly sessions: Sessions
}

/** Whatever is sent as HTTP is answered as the contract says, as often as was asked, or the connection is closed. */
export function createHttpTarget({ server, sessions }: HttpTargetDeps): Target {
  async function check(about: HttpCase): Promise<void> {
    const ids = await sessions.victim()
    const bytes = bytesOf(about, ids)
    const received = await exchange({
      port: server.port,
      pieces: cutAt(bytes, about.shares),
      ending: about.ending,
      isDone: () => false,
      isOwed: about.isTame,
    })
    server.assertAlive()
    const answers = readAnswers(received)
    answers.forEach(judgeAnswer)
    if (about.isTame) judgeTame(about, answers)
    await Promise.all(answers.flatMap(startedBy).map(sessions.end))
  }

  return createTarget({ name: 'http', cases: httpCase, lanes: 64, check })
}

/** Each request is answered, and the one behind them all is as if nothing had been. */
function judgeTame({ requests }: HttpCase, answers: readonly Answer[]): void {
  const last = answers.at(-1)
  // Whoever sends what nobody wants to read may lose the connection by it, and is told so.
  const isCutShort = answers.length <= requests.length && last?.fields.get('connection') === 'close'
  must(isCutShort || answers.length === requests.length + 1, 'Not one answer for each request', answers)
  must(isCutShort || last?.body === '{"status":"ok"}', 'The last answer is another one’s', answers)
  answers.forEach(({ status, body: text }, at) => {
    if (requests[at]?.method === 'HEAD') must(text === '', 'A body for HEAD', { status, text })
  })
}

function startedBy({ status, body: text }: Answer): string[] {
  if (status !== 200 || !text.startsWith('{"session_id"')) return []
  const { data } = sessionSchema.safeParse(JSON.parse(text))
  // Those that were only looked at have gone or will go, and a second end harms nobody.
  return data?.role === 'owner' ? [data.session_id] : []
}

function bytesOf({ requests, damages }: HttpCase, ids: { owner: string; viewer: string }): Buffer {
  const last = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  const text = [...requests.map(textOf), last]
    .join('')
    .replaceAll(owner, ids.owner)
    .replaceAll(viewer, ids.viewer)
  let bytes = Buffer.from(text, 'latin1')
  for (const { at, kind, bytes: others } of damages) {
    const place = Math.floor(at * bytes.length)
    const [before, behind] = [bytes.subarray(0, place), bytes.subarray(place)]
    if (kind === 'cut') bytes = Buffer.from(before)
    else if (kind === 'insert') bytes = Buffer.concat([before, Buffer.from(others), behind])
    else if (kind === 'overwrite')
      bytes = Buffer.concat([before, Buffer.from(others), behind.subarray(others.length)])
    else bytes = Buffer.concat([before, behind, behind])
  }
  return bytes
}

function textOf({ method, path, version, fields, body: about }: HttpRequest): string {
  const lines = [`${method} ${path} ${version}`, 'Host: 127.0.0.1', ...fields]
  if (!about) return `${lines.join('\r\n')}\r\n\r\n`
  const text = Buffer.from(about.text).toString('latin1')
  if (about.type) lines.push(`Content-Type: ${about.type}`)
  if (about.coding) lines.push(`Content-Encoding: ${about.coding}`)
  lines.push(about.framing === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${text.length}`)
  return `${lines.join('\r\n')}\r\n\r\n${about.framing === 'chunked' ? chunked(text) : text}`
}

function chunked(text: string): string {
  const half = Math.ceil(text.length / 2)
  const chunks = [text.slice(0, half), text.slice(half)].filter((chunk) => chunk !== '')
  return [...chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`), '0\r\n\r\n'].join('')
}
