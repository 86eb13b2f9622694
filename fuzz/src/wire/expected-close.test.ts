import { expect, it } from 'vitest'
import { anything, expectedClose } from './expected-close.ts'
import { opcodes, type Frame } from './websocket-frames.ts'

function frame(about: Partial<Frame>): Frame {
  const payload = { text: 'ab', times: 1 }
  return {
    isFinal: true,
    reserved: 0,
    opcode: opcodes.binary,
    isMasked: true,
    payload,
    saidLength: null,
    ...about,
  }
}

it.each([
  ['two bytes of sound', [frame({})], [0]],
  ['three bytes', [frame({ payload: { text: 'abc', times: 1 } })], [1007]],
  [
    'three bytes in two pieces',
    [frame({ isFinal: false }), frame({ opcode: 0, payload: { text: 'c', times: 1 } })],
    [1007],
  ],
  ['text', [frame({ opcode: opcodes.text })], [1003]],
  ['no mask', [frame({ isMasked: false })], [1002]],
  ['more than may be', [frame({ payload: { text: 'ab', times: 40_000 } })], [1009]],
  [
    'a close with a code',
    [frame({ opcode: opcodes.close, payload: { text: '\x03\xe8', times: 1 } })],
    [1000],
  ],
  ['a length that is a lie', [frame({ saidLength: 7 })], [0, anything]],
])('knows how the contract answers %s', (_, frames, codes) => {
  expect(expectedClose(frames)).toEqual(codes)
})
