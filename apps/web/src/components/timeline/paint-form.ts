import type { Affect } from '@undertone/shared'
import { certaintyOf } from '../now/certainty.ts'
import type { Certainty } from '../now/certainty.ts'
import { shapePath } from '../now/shape-path.ts'
import type { RibbonInk } from './ribbon-ink.ts'
import type { RibbonPoint } from './ribbon-points.ts'

const formPixels = 24
/** Half the side of the room that a form's path is made for, and its line there; as of ToneShape among words. */
const pathRadius = 110
const scale = (formPixels / 2 / pathRadius) * 0.92
const lineWidth = 16
const filling: Readonly<Record<Certainty, number>> = { guess: 0, fair: 0.38, sure: 1 }

export type PaintForm = (pen: CanvasRenderingContext2D, point: RibbonPoint, ink: RibbonInk) => void

/** What draws the small form of a point's affect on a disc of paper, as full as it is sure. */
export function createFormPainter(): PaintForm {
  const paths = new Map<Affect, Path2D>()

  function pathOf(affect: Affect): Path2D {
    const path = paths.get(affect) ?? new Path2D(shapePath(affect))
    paths.set(affect, path)
    return path
  }

  return (pen, { x, y, affect, confidence }, ink) => {
    pen.save()
    pen.translate(x, y)
    pen.fillStyle = ink.paper
    pen.beginPath()
    pen.arc(0, 0, formPixels / 2, 0, 2 * Math.PI)
    pen.fill()
    pen.scale(scale, scale)
    pen.fillStyle = pen.strokeStyle = ink.affects[affect]
    pen.lineWidth = lineWidth
    pen.lineJoin = 'round'
    pen.globalAlpha = filling[certaintyOf(confidence)]
    pen.fill(pathOf(affect))
    pen.globalAlpha = 1
    pen.stroke(pathOf(affect))
    pen.restore()
  }
}
