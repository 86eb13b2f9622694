import type { NoteFlag } from './note-flags.ts'
import type { PaintForm } from './paint-form.ts'
import { paintPart } from './paint-part.ts'
import type { RibbonInk } from './ribbon-ink.ts'
import type { RibbonRoom } from './ribbon-room.ts'
import { xOf, yOf } from './ribbon-room.ts'
import type { Ribbon, Span } from './ribbon.ts'
import { strokeLines } from './stroke-lines.ts'

export interface RibbonPicture {
  readonly ribbon: Ribbon
  readonly room: RibbonRoom
  readonly flags: readonly NoteFlag[]
  /** The moment that is being read, seconds of the session. */
  readonly pickedS: number | null
}

const gapEdge = { angleDeg: -45, spacing: 5, dash: [] } as const
const gapEdgePixels = 10
const gapTop = 20
const flagHeight = 22

/** Draws the timeline, from what lies behind to what lies before. */
export function paintRibbon(
  pen: CanvasRenderingContext2D,
  picture: RibbonPicture,
  ink: RibbonInk,
  paintForm: PaintForm,
): void {
  const { ribbon, room } = picture
  const originX = xOf(0, room)
  pen.clearRect(0, 0, room.width, room.height)
  paintMiddle(pen, room, ink)
  for (const gap of ribbon.gaps) paintGap(pen, gap, room, ink, originX)
  for (const stretch of ribbon.unclear) paintUnclear(pen, stretch, room, ink)
  for (const part of ribbon.parts) paintPart(pen, part, ink, originX)
  for (const line of ribbon.caughtUp) paintUnderline(pen, line, room, ink)
  if (picture.pickedS !== null) paintPicked(pen, xOf(picture.pickedS, room), room, ink)
  for (const mark of ribbon.marks) paintForm(pen, mark, ink)
  for (const flag of picture.flags) paintFlag(pen, flag, ink)
}

function paintMiddle(pen: CanvasRenderingContext2D, room: RibbonRoom, ink: RibbonInk): void {
  pen.fillStyle = ink.line
  pen.fillRect(0, Math.round(yOf(0, room)), room.width, 1)
}

/** White paper between two hatched edges. */
function paintGap(
  pen: CanvasRenderingContext2D,
  { x, width }: Span,
  room: RibbonRoom,
  ink: RibbonInk,
  originX: number,
): void {
  const box = { x, y: gapTop, width, height: room.height - gapTop - 12 }
  const edge = Math.min(gapEdgePixels, width / 2)
  pen.save()
  pen.fillStyle = ink.paper
  pen.fillRect(box.x, box.y, box.width, box.height)
  pen.strokeStyle = ink.quietInk
  pen.lineWidth = 1
  pen.beginPath()
  pen.rect(x, box.y, edge, box.height)
  pen.rect(x + width - edge, box.y, edge, box.height)
  pen.clip()
  strokeLines(pen, gapEdge, { ...box, width: edge }, originX)
  strokeLines(pen, gapEdge, { ...box, x: x + width - edge, width: edge }, originX)
  pen.restore()
}

function paintUnclear(
  pen: CanvasRenderingContext2D,
  { x, width }: Span,
  room: RibbonRoom,
  ink: RibbonInk,
): void {
  pen.strokeStyle = ink.quietInk
  pen.lineWidth = 2
  pen.setLineDash([3, 6])
  pen.beginPath()
  pen.moveTo(x, yOf(0, room))
  pen.lineTo(x + width, yOf(0, room))
  pen.stroke()
  pen.setLineDash([])
}

function paintUnderline(
  pen: CanvasRenderingContext2D,
  { x, width }: Span,
  room: RibbonRoom,
  ink: RibbonInk,
): void {
  pen.fillStyle = ink.quietInk
  pen.fillRect(x, room.height - 6, width, 1.5)
}

function paintPicked(pen: CanvasRenderingContext2D, x: number, room: RibbonRoom, ink: RibbonInk): void {
  pen.fillStyle = ink.accent
  pen.fillRect(x - 1, 4, 2, room.height - 8)
}

function paintFlag(pen: CanvasRenderingContext2D, { x, y }: NoteFlag, ink: RibbonInk): void {
  const top = Math.max(2, y - flagHeight)
  pen.fillStyle = ink.ink
  pen.fillRect(x - 0.75, top, 1.5, y - top)
  pen.beginPath()
  pen.moveTo(x, top)
  pen.lineTo(x + 10, top + 4)
  pen.lineTo(x, top + 8)
  pen.fill()
}
