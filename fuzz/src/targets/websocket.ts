import { audioMessageSchema } from '@undertone/shared'
import fc from 'fast-check'
import { must } from '../must.ts'
import { oddText } from '../odd-values.ts'
import { sessionIdleS, type FuzzedServer } from '../server/fuzzed-server.ts'
import type { Sessions } from '../server/sessions.ts'
import { createTarget, type Target } from '../target.ts'
import { readAnswers } from '../wire/answers.ts'
import { cutAt, exchange } from '../wire/exchange.ts'
import { anything, expectedClose } from '../wire/expected-close.ts'
import { judgeAnswer } from '../wire/judge-answer.ts'
import { frameBytes, opcodes, readServerFrames, type Frame } from '../wire/websocket-frames.ts'

const pcm = fc.oneof(
  { weight: 6, arbitrary: fc.nat(400).map((half) => ({ text: '\x07', times: 2 * half })) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 64 }).map((all) => ({ text: all, times: 1 })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(3_200, 3_201, 65_536, 65_538, 125, 126, 127)
      .map((times) => ({ text: '\0', times })),
  },
)
/** As Latin-1 these are bytes, and where any is above 127 hardly ever UTF-8. */
const text = oddText.map((all) => ({ text: all.slice(0, 100), times: 1 }))
const closing = fc
  .tuple(fc.constantFrom(1000, 1001, 1005, 1006, 1015, 3000, 4404, 0, 999, 65_535), oddText)
  .map(([code, reason]) => ({
    text: String.fromCharCode(code >> 8, code & 0xff) + reason.slice(0, 100),
    times: 1,
  }))
const right = { isFinal: true, reserved: 0, isMasked: true, saidLength: null }
const rightFrame = fc.oneof(
  { weight: 8, arbitrary: pcm.map((payload) => ({ ...right, opcode: opcodes.binary, payload })) },
  { weight: 3, arbitrary: text.map((payload) => ({ ...right, opcode: opcodes.ping, payload })) },
  { weight: 1, arbitrary: text.map((payload) => ({ ...right, opcode: opcodes.pong, payload })) },
  { weight: 1, arbitrary: text.map((payload) => ({ ...right, opcode: opcodes.text, payload })) },
  {
    weight: 1,
    arbitrary: fc.oneof(closing, text).map((payload) => ({ ...right, opcode: opcodes.close, payload })),
  },
)
const anyFrame: fc.Arbitrary<Frame> = fc.record({
  isFinal: fc.boolean(),
  reserved: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(7)),
  opcode: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...Object.values(opcodes)) }, fc.nat(15)),
  isMasked: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
  payload: fc.oneof(pcm, text, fc.constant({ text: 'x', times: 126 })),
  saidLength: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    fc.constantFrom(0, 1, 125, 126, 65_536, 65_537, 2 ** 32, 2 ** 53),
  ),
})
/** One message in pieces, with room for control frames between them. */
const pieces: fc.Arbitrary<Frame[]> = fc
  .tuple(
    fc.constantFrom(opcodes.binary, opcodes.text),
    fc.array(pcm, { minLength: 2, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([opcode, payloads, isPinged]) =>
    payloads.flatMap((payload, at) => {
      const isFinal = at === payloads.length - 1
      const frame = { ...right, isFinal, opcode: at === 0 ? opcode : opcodes.more, payload }
      return isPinged && !isFinal
        ? [frame, { ...right, opcode: opcodes.ping, payload: { text: 'p', times: 1 } }]
        : [frame]
    }),
  )
const frames = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: rightFrame.map((frame) => [frame]) },
      { weight: 2, arbitrary: pieces },
      { weight: 2, arbitrary: anyFrame.map((frame) => [frame]) },
    ),
    { maxLength: 6 },
  )
  .map((all): Frame[] => all.flat())

const rightFields = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
const oddFields = fc.tuple(
  fc.shuffledSubarray(rightFields),
  fc.array(
    fc.constantFrom(
      'Sec-WebSocket-Version: 12',
      'Sec-WebSocket-Key: x',
      'Upgrade: Websocket, h2c',
      'Sec-WebSocket-Protocol: a, a',
      'Sec-WebSocket-Extensions: permessage-deflate;;',
      'Origin: https://elsewhere.example',
      'Origin: null',
      'Origin: :',
    ),
    { maxLength: 2 },
  ),
)
const rawBytes = fc.uint8Array({ maxLength: 40 }).map((all) => [...all])
const socketCase = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('frames' as const),
      frames,
      shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
      ending: fc.constantFrom(
        'waits' as const,
        'waits' as const,
        'waits' as const,
        'half-closes' as const,
        'goes' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('handshake' as const),
      method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'HEAD', 'get'),
      fields: oddFields.map((all) => all.flat()),
      path: fc.constantFrom('', '/', '?a=b', '%', '/../stream', '//'),
      behind: rawBytes,
    }),
  },
)
type SocketCase = typeof socketCase extends fc.Arbitrary<infer T> ? T : never
type FramesCase = Extract<SocketCase, { kind: 'frames' }>
type HandshakeCase = Extract<SocketCase, { kind: 'handshake' }>

export interface WebSocketTargetDeps {
  readonly server: FuzzedServer
  readonly sessions: Sessions
}

/** Whatever a microphone sends, it is closed by the code that the contract has for it, or goes on. */
export function createWebSocketTarget({ server, sessions }: WebSocketTargetDeps): Target {
  async function checkHandshake({ method, fields, path, behind }: HandshakeCase, id: string): Promise<void> {
    const head = `${method} /session/${id}/audio${path} HTTP/1.1\r\nHost: x\r\n${[...fields, ''].join('\r\n')}\r\n`
    const piece = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(behind)])
    const received = await exchange({
      port: server.port,
      pieces: [piece],
      ending: 'waits',
      isDone: () => false,
      isOwed: false,
    })
    server.assertAlive()
    const [answer] = readAnswers(headOnly(received))
    if (answer) judgeAnswer(answer)
  }

  async function checkFrames(about: FramesCase, id: string): Promise<void> {
    const startedMs = performance.now()
    const head = Buffer.from(
      `GET /session/${id}/audio HTTP/1.1\r\nHost: x\r\n${rightFields.join('\r\n')}\r\n\r\n`,
    )
    // A ping behind all: where nothing closes, its answer tells that everything before it was taken.
    const all = [...about.frames, { ...right, opcode: opcodes.ping, payload: { text: last, times: 1 } }]
    const received = await exchange({
      port: server.port,
      pieces: cutAt(Buffer.concat([head, ...all.map(frameBytes)]), about.shares),
      ending: about.ending,
      isDone: (bytes) =>
        framesIn(bytes).some(
          ({ opcode, payload }) => opcode === opcodes.close || payload.toString() === last,
        ),
      isOwed: !expectedClose(about.frames).includes(0),
    })
    server.assertAlive()
    if (received.length === 0 && about.ending !== 'waits') return
    must(received.toString('latin1', 0, 12) === 'HTTP/1.1 101', 'No handshake', received.toString('latin1'))
    const said = framesIn(received)
    for (const { opcode, payload } of said)
      if (opcode === opcodes.text) audioMessageSchema.parse(JSON.parse(payload.toString()))
    const isSlow = performance.now() - startedMs > (sessionIdleS * 1_000) / 2
    if (about.ending === 'waits' && !isSlow) judgeClose(about.frames, said)
  }

  return createTarget({
    name: 'websocket',
    cases: socketCase,
    lanes: 32,
    async check(about: SocketCase) {
      const id = await sessions.start()
      try {
        await (about.kind === 'frames' ? checkFrames(about, id) : checkHandshake(about, id))
      } finally {
        await sessions.end(id)
      }
    },
  })
}

const last = 'the last of all'

function judgeClose(sent: readonly Frame[], said: ReturnType<typeof framesIn>): void {
  const close = said.find(({ opcode }) => opcode === opcodes.close)
  const code = close ? (close.payload.length >= 2 ? close.payload.readUInt16BE(0) : 1005) : 0
  const right = expectedClose(sent)
  must(right.includes(code) || right.includes(anything), 'Closed by another code', {
    code,
    right,
    sent,
  })
  if (right.every((each) => each === 0))
    must(
      said.some(({ payload }) => payload.toString() === last),
      'No answer to a ping',
    )
}

/** What came behind the handshake. */
function framesIn(bytes: Buffer) {
  const at = bytes.indexOf('\r\n\r\n')
  return at < 0 || !bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))
    ? []
    : readServerFrames(bytes.subarray(at + 4))
}

/** An answer, without what is a conversation of another protocol behind it. */
function headOnly(bytes: Buffer): Buffer {
  const at = bytes.indexOf('\r\n\r\n')
  return bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101')) && at >= 0
    ? bytes.subarray(0, at + 4)
    : bytes
}
