import type { TextureLines } from './affect-texture.ts'

type Pen = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'setLineDash' | 'lineDashOffset'
>

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Strokes parallel lines over `box`, as far as the pen's clip lets it. They stand still relative to `originX`. */
export function strokeLines(pen: Pen, lines: TextureLines, box: Box, originX: number): void {
  const angle = (lines.angleDeg / 180) * Math.PI
  const [along, across] = [Math.cos(angle), Math.sin(angle)]
  const corners = [box.x, box.x + box.width].flatMap((x) =>
    [box.y, box.y + box.height].map((y) => ({
      off: (originX - x) * across + y * along,
      way: (x - originX) * along + y * across,
    })),
  )
  const ends = (values: number[]) => [Math.min(...values), Math.max(...values)] as const
  const [fromOff, toOff] = ends(corners.map(({ off }) => off))
  const [fromWay, toWay] = ends(corners.map(({ way }) => way))
  pen.setLineDash([...lines.dash])
  pen.lineDashOffset = fromWay
  pen.beginPath()
  for (let off = Math.ceil(fromOff / lines.spacing) * lines.spacing; off <= toOff; off += lines.spacing) {
    pen.moveTo(originX + fromWay * along - off * across, fromWay * across + off * along)
    pen.lineTo(originX + toWay * along - off * across, toWay * across + off * along)
  }
  pen.stroke()
  pen.setLineDash([])
}
