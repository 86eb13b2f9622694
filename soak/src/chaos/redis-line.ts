import { connect, type Socket } from 'node:net'

export type RedisReply = string | number | null | RedisReply[]

/** A connection to Redis from outside the nodes, which makes itself anew. Speaks RESP2. */
export interface RedisLine {
  /** @throws Error where Redis is away, or answers with an error */
  ask(...words: string[]): Promise<RedisReply>
  close(): void
}

export interface RedisLineOptions {
  readonly port: number
  /** The connection is there, after it wasn't. */
  readonly onUp?: () => void
  readonly onMessage?: (channel: string, text: string) => void
}

const againAfterMs = 50

interface Question {
  answer(reply: RedisReply): void
  fail(error: Error): void
}

export function createRedisLine({ port, onUp, onMessage }: RedisLineOptions): RedisLine {
  let waiting: Question[] = []
  let unread = ''
  let isClosed = false
  let socket = open()

  function open(): Socket {
    const opening = connect({ host: '127.0.0.1', port })
    opening.setEncoding('latin1')
    opening.on('connect', () => onUp?.())
    opening.on('data', (text) => read(String(text)))
    opening.on('error', () => {})
    opening.on('close', onClosed)
    return opening
  }

  function onClosed(): void {
    for (const { fail } of waiting) fail(new Error('Redis is away'))
    waiting = []
    unread = ''
    if (!isClosed) setTimeout(() => (socket = open()), againAfterMs)
  }

  function read(text: string): void {
    unread += text
    for (let parsed = parseReply(unread, 0); parsed; parsed = parseReply(unread, 0)) {
      unread = unread.slice(parsed.end)
      take(parsed.reply)
    }
  }

  function take(reply: RedisReply | Error): void {
    if (Array.isArray(reply) && reply[0] === 'smessage')
      return onMessage?.(String(reply[1]), String(reply[2]))
    const question = waiting.shift()
    if (reply instanceof Error) question?.fail(reply)
    else question?.answer(reply)
  }

  return {
    ask(...words) {
      return new Promise((answer, fail) => {
        if (socket.readyState !== 'open') return fail(new Error('Redis is away'))
        waiting.push({ answer, fail })
        socket.write(
          `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
        )
      })
    },
    close() {
      isClosed = true
      socket.destroy()
    },
  }
}

/** The reply that starts at `from`, and where it ends; null while a part of it is missing. */
function parseReply(text: string, from: number): { reply: RedisReply | Error; end: number } | null {
  const lineEnd = text.indexOf('\r\n', from)
  if (lineEnd < 0) return null
  const line = text.slice(from + 1, lineEnd)
  const next = lineEnd + 2
  switch (text[from]) {
    case ':':
      return { reply: Number(line), end: next }
    case '-':
      return { reply: new Error(line), end: next }
    case '$':
      return parseBulk(text, next, Number(line))
    case '*':
      return parseArray(text, next, Number(line))
    default:
      return { reply: line, end: next }
  }
}

function parseBulk(text: string, from: number, length: number): { reply: string | null; end: number } | null {
  if (length < 0) return { reply: null, end: from }
  if (text.length < from + length + 2) return null
  return { reply: text.slice(from, from + length), end: from + length + 2 }
}

function parseArray(text: string, from: number, length: number): { reply: RedisReply[]; end: number } | null {
  const reply: RedisReply[] = []
  let end = from
  for (let place = 0; place < length; place++) {
    const parsed = parseReply(text, end)
    if (!parsed) return null
    reply.push(parsed.reply instanceof Error ? parsed.reply.message : parsed.reply)
    end = parsed.end
  }
  return { reply, end }
}
