import { applyLinearMap, type LinearMap } from './linear-map.ts'

/** What the functionals of speech usually do together. */
export interface UsualSpeech {
  /** Unit vectors: the directions in which standardised functionals differ most, from stretch to stretch. */
  directions: LinearMap
  /** Mean square length of what they leave over, on what was learnt from. */
  restSquare: number
}

/** Speech like that which was learnt from leaves over between 0.7 and 1.3 of the mean, whoever speaks; half of it less than this. */
const usualRest = 0.9

/**
 * How unlike all that was learnt from standardised functionals are, in any affect and any voice: 0 where they aren't. It is what the
 * principal components leave over (squared prediction error: Jackson & Mudholkar, Technometrics 21, 1979), in squares of excess.
 */
export function noveltyOf({ directions, restSquare }: UsualSpeech, functionals: Float64Array): number {
  const along = new Float64Array(directions.outputs)
  applyLinearMap(directions, functionals, along)
  const rest = squareOf(functionals.subarray(0, directions.inputs)) - squareOf(along)
  return Math.max(0, rest / restSquare - usualRest) ** 2
}

function squareOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}
