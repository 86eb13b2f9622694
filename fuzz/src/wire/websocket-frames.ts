/** A frame as a client sends it (RFC 6455, section 5.2), right or wrong. */
export interface Frame {
  readonly isFinal: boolean
  /** The three reserved bits. */
  readonly reserved: number
  readonly opcode: number
  readonly isMasked: boolean
  /** Latin-1, and how often it is said; short, so that a case can be read. */
  readonly payload: { readonly text: string; readonly times: number }
  /** What it says of its length, where that is a lie. */
  readonly saidLength: number | null
}

export interface ServerFrame {
  readonly opcode: number
  readonly payload: Buffer
}

export const opcodes = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
const mask = Buffer.from([0x5a, 0x01, 0xff, 0x80])

export function payloadOf({ payload: { text, times } }: Frame): Buffer {
  return Buffer.from(text.repeat(times), 'latin1')
}

export function frameBytes(frame: Frame): Buffer {
  const { isFinal, reserved, opcode, isMasked, saidLength } = frame
  const payload = payloadOf(frame)
  const length = saidLength ?? payload.length
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode
  const maskBit = isMasked ? 0x80 : 0
  const head = length < 126 ? Buffer.from([first, maskBit | length]) : longHead(first, maskBit, length)
  if (!isMasked) return Buffer.concat([head, payload])
  return Buffer.concat([head, mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))])
}

function longHead(first: number, maskBit: number, length: number): Buffer {
  const isShort = length < 65_536
  const head = Buffer.alloc(isShort ? 4 : 10)
  head.set([first, maskBit | (isShort ? 126 : 127)])
  if (isShort) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

/** The whole frames in what a server sent. Throws on what no server may send. */
export function readServerFrames(bytes: Buffer): ServerFrame[] {
  const frames: ServerFrame[] = []
  for (let at = 0; at + 2 <= bytes.length;) {
    const [first = 0, second = 0] = bytes.subarray(at)
    if ((first & 0xf0) !== 0x80 || (second & 0x80) !== 0)
      throw new Error(`A frame that no server may send: ${first}, ${second}`)
    const isLong = second === 126
    const length = isLong ? bytes.readUInt16BE(at + 2) : second
    const from = at + (isLong ? 4 : 2)
    if (from + length > bytes.length) break
    frames.push({ opcode: first & 0x0f, payload: bytes.subarray(from, from + length) })
    at = from + length
  }
  return frames
}
