import { affectTextures } from './affect-texture.ts'
import type { RibbonInk } from './ribbon-ink.ts'
import type { RibbonPart } from './ribbon.ts'
import { strokeLines } from './stroke-lines.ts'

/** A texture needs more room than a colour. */
const textureRoom = 3
/** A tone that stands alone is a dot. */
const dotPixels = 3

/** Draws one piece of the ribbon: in the colour of its affect, or with its texture. `originX` is where time is 0. */
export function paintPart(
  pen: CanvasRenderingContext2D,
  part: RibbonPart,
  ink: RibbonInk,
  originX: number,
): void {
  outline(pen, part, ink.isTextured ? textureRoom : 0)
  pen.fillStyle = ink.affects[part.affect]
  if (ink.isTextured) paintTexture(pen, part, ink, originX)
  else pen.fill()
}

/** One closed path: pieces side by side would show a seam between each two. */
function outline(pen: CanvasRenderingContext2D, { way }: RibbonPart, room: number): void {
  const [only] = way
  pen.beginPath()
  if (only && way.length === 1) {
    pen.rect(only.x - dotPixels / 2, only.top - room, dotPixels, only.bottom - only.top + 2 * room)
    return
  }
  follow(
    pen,
    way.map(({ x, top }) => [x, top - room]),
  )
  follow(pen, way.map(({ x, bottom }) => [x, bottom + room] as const).reverse())
  pen.closePath()
}

/** Through every point, and level in each: it bends, but never beyond what was heard. */
function follow(pen: CanvasRenderingContext2D, points: readonly (readonly [x: number, y: number])[]): void {
  let last: readonly [x: number, y: number] | null = null
  for (const [x, y] of points) {
    const middle = last ? (last[0] + x) / 2 : x
    if (last) pen.bezierCurveTo(middle, last[1], middle, y, x, y)
    else pen.lineTo(x, y)
    last = [x, y]
  }
}

function paintTexture(
  pen: CanvasRenderingContext2D,
  { affect, way }: RibbonPart,
  ink: RibbonInk,
  originX: number,
): void {
  const textures = affectTextures[affect]
  pen.strokeStyle = ink.affects[affect]
  pen.lineWidth = 1.25
  if (!textures) pen.fill()
  else {
    pen.save()
    pen.fillStyle = ink.paper
    pen.fill()
    pen.stroke()
    pen.clip()
    pen.lineCap = 'round'
    const [first, last] = [way[0]?.x ?? 0, way.at(-1)?.x ?? 0]
    const top = Math.min(...way.map((point) => point.top)) - textureRoom
    const height = Math.max(...way.map(({ bottom }) => bottom)) + textureRoom - top
    const box = { x: first - dotPixels, y: top, width: last - first + 2 * dotPixels, height }
    for (const lines of textures) strokeLines(pen, lines, box, originX)
    pen.restore()
  }
}
