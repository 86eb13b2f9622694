import { describe, expect, it } from 'vitest'
import { createPcmFramer } from './pcm-framer.ts'

describe('the framer', () => {
  it('gives frames of exactly 3,200 bytes, however the samples come', () => {
    const framer = createPcmFramer()
    const frames = Array.from({ length: 40 }, () => framer.push(new Float32Array(123))).flat()
    expect(frames.map((frame) => frame.byteLength)).toEqual([3_200, 3_200, 3_200])
  })

  it('clips what is too loud instead of wrapping it', () => {
    const samples = new Float32Array(1_600)
    samples.set([0, 1, -1, 2, -2, 0.5])
    const [frame] = createPcmFramer().push(samples)
    const view = new DataView(frame ?? new ArrayBuffer(0))
    const first = [0, 1, 2, 3, 4, 5].map((i) => view.getInt16(i * 2, true))
    expect(first).toEqual([0, 32_767, -32_767, 32_767, -32_767, 16_384])
  })
})
