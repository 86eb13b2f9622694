import { describe, expect, it } from 'vitest'
import { qrDrawing } from './qr-drawing.ts'

// What it says is read in e2e/watch.test.ts, from the picture.
describe('a drawn code', () => {
  it('has a version’s modules and four of white on each side', () => {
    for (const text of [
      'https://a.example/watch/v',
      'https://192.168.178.100:8522/watch/abcdefghijklmnopqrstuv',
    ])
      expect((qrDrawing(text).size - 8 - 21) % 4).toBe(0)
  })

  it('keeps the white free', () => {
    const { size, path } = qrDrawing('https://a.example/watch/v')
    const boxes = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => ({
      from: Number(x),
      to: Number(x) + Number(length),
      y: Number(y),
    }))
    expect(Math.min(...boxes.map(({ from }) => from))).toBe(4)
    expect(Math.max(...boxes.map(({ to }) => to))).toBe(size - 4)
    expect(Math.min(...boxes.map(({ y }) => y))).toBe(4)
    expect(Math.max(...boxes.map(({ y }) => y))).toBe(size - 5)
  })

  it('begins with the seven modules of a corner', () => {
    expect(qrDrawing('x').path).toMatch(/^M4 4h7v1h-7z/)
  })
})
