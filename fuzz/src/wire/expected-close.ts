import { isUtf8 } from 'node:buffer'
import { audioCloseCode, maxFrameBytes } from '@undertone/shared'
import { opcodes, payloadOf, type Frame } from './websocket-frames.ts'

const protocolFault = 1002
/** A close frame without a code. */
const noCode = 1005
/** What is sent beyond what a frame says is taken for frames, and may be any; where less is sent, the server waits. */
export const anything = -1
const anyCode = [0, anything]
/** What may be ahead of real time, and a bit: below it no frame is too much, whenever it comes. */
const surelyInTimeBytes = 2 * 16_000 * 2

/** By what codes the server may close after `frames`; 0: not at all. */
export function expectedClose(frames: readonly Frame[]): number[] {
  let parts: Buffer[] | null = null
  let opcode: number = opcodes.binary
  let heardBytes = 0
  // It depends on how long the frames were on their way.
  const mayBeAhead = () => (heardBytes > surelyInTimeBytes ? [audioCloseCode.aheadOfRealTime] : [])
  for (const frame of frames) {
    const code = faultOf(frame, parts !== null) ?? closeOf(frame)
    if (code !== null) return [code, ...mayBeAhead()]
    if (isCounterfeit(frame)) return [...anyCode, ...mayBeAhead()]
    if (frame.opcode >= 8) continue
    if (!parts) opcode = frame.opcode
    parts = [...(parts ?? []), payloadOf(frame)]
    const message = Buffer.concat(parts)
    if (frame.saidLength !== null || message.length > maxFrameBytes)
      return [audioCloseCode.frameTooLarge, ...mayBeAhead()]
    if (!frame.isFinal) continue
    parts = null
    const messageCode = messageFault(message, opcode)
    if (messageCode !== null) return [messageCode, ...mayBeAhead()]
    heardBytes += message.length
  }
  return [0, ...mayBeAhead()]
}

/** It says another length than it has, and one that may be. */
function isCounterfeit({ saidLength }: Frame): boolean {
  return saidLength !== null && saidLength <= maxFrameBytes
}

function closeOf(frame: Frame): number | null {
  return frame.opcode === opcodes.close && frame.saidLength === null ? closeAnswer(payloadOf(frame)) : null
}

function messageFault(message: Buffer, opcode: number): number | null {
  if (opcode === opcodes.text) return isUtf8(message) ? audioCloseCode.textFrame : audioCloseCode.oddBytes
  return message.length % 2 === 1 ? audioCloseCode.oddBytes : null
}

function faultOf(frame: Frame, isStarted: boolean): number | null {
  const { isFinal, reserved, opcode, isMasked, saidLength } = frame
  const isControl = opcode >= 8
  const isKnown = opcode <= 2 || (opcode >= 8 && opcode <= 10)
  const isOutOfPlace = isControl ? !isFinal : isStarted !== (opcode === opcodes.more)
  const isTooLong = isControl && (saidLength ?? payloadOf(frame).length) > 125
  return reserved !== 0 || !isKnown || isOutOfPlace || isTooLong || !isMasked ? protocolFault : null
}

/** The code that comes back. */
function closeAnswer(payload: Uint8Array): number {
  if (payload.length === 0) return noCode
  if (payload.length === 1) return protocolFault
  const code = Buffer.from(payload).readUInt16BE(0)
  const isAllowed =
    (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
  if (!isAllowed) return protocolFault
  return isUtf8(payload.subarray(2)) ? code : 1007
}
