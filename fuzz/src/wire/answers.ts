export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, string>
  readonly body: string
}

const startOfNext = 'HTTP/1.1 '

/** Reads the answers that lie in `bytes`, one behind the other; what isn't whole yet is left out. Throws on what is no answer. */
export function readAnswers(bytes: Buffer): Answer[] {
  const text = bytes.toString('latin1')
  const answers: Answer[] = []
  for (let at = 0; at < text.length;) {
    const headEnd = text.indexOf('\r\n\r\n', at)
    if (headEnd < 0) break
    const head = readHead(text.slice(at, headEnd))
    const bodyAt = headEnd + 4
    const length = bodyLength(text, bodyAt, head)
    if (length === null || bodyAt + length > text.length) break
    answers.push({ ...head, body: Buffer.from(text.slice(bodyAt, bodyAt + length), 'latin1').toString() })
    at = bodyAt + length
  }
  return answers
}

function readHead(head: string): Omit<Answer, 'body'> {
  const [first = '', ...lines] = head.split('\r\n')
  const [, status] = /^HTTP\/1\.1 (\d{3}) ?[\t\x20-\x7E]*$/.exec(first) ?? []
  if (!status) throw new Error(`No status line: ${first.slice(0, 200)}`)
  const fields = new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+): ?(.*)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`No header field: ${line.slice(0, 200)}`)
    fields.set(name.toLowerCase(), value ?? '')
  }
  return { status: Number(status), fields }
}

/** Null where it isn't all there yet. What was asked with HEAD says how long a body would be, and has none. */
function bodyLength(text: string, at: number, { status, fields }: Omit<Answer, 'body'>): number | null {
  if (status < 200 || status === 204 || status === 304) return 0
  if (text.startsWith(startOfNext, at)) return 0
  if (fields.get('transfer-encoding') === 'chunked') {
    const end = text.indexOf('0\r\n\r\n', at)
    return end < 0 ? null : end + 5 - at
  }
  const length = fields.get('content-length')
  if (length === undefined) return text.length - at
  // The last one's length is only known with the end of the connection: where nothing follows, it was a HEAD.
  return text.length === at ? 0 : Number(length)
}
