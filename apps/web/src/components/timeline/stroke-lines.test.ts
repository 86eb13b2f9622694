import { expect, it } from 'vitest'
import { strokeLines } from './stroke-lines.ts'

const box = { x: 20, y: 10, width: 40, height: 30 }

it.each([
  [0, [20, 60]],
  [90, [10, 40]],
])('fills its room with lines at %d°, from end to end', (angleDeg, ends) => {
  const lines = linesOf(angleDeg, 0)
  expect(lines.length).toBeGreaterThanOrEqual(6)
  for (const [from, to] of lines) {
    const along = angleDeg === 0 ? [from.x, to.x] : [from.y, to.y]
    expect(along[0]).toBeCloseTo(ends[0] ?? 0)
    expect(along[1]).toBeCloseTo(ends[1] ?? 0)
  }
})

it('moves its lines with what it belongs to, not with its room', () => {
  const [line] = linesOf(90, 0)
  const [moved] = linesOf(90, 2)
  expect((moved?.[0].x ?? 0) - (line?.[0].x ?? 0)).toBeCloseTo(2)
})

function linesOf(angleDeg: number, originX: number) {
  const lines: (readonly [from: { x: number; y: number }, to: { x: number; y: number }])[] = []
  let from = { x: 0, y: 0 }
  const pen = {
    beginPath() {},
    stroke() {},
    setLineDash() {},
    lineDashOffset: 0,
    moveTo: (x: number, y: number) => (from = { x, y }),
    lineTo: (x: number, y: number) => lines.push([from, { x, y }]),
  }
  strokeLines(pen, { angleDeg, spacing: 5, dash: [] }, box, originX)
  return lines.toSorted(([a], [b]) => a.x - b.x)
}
