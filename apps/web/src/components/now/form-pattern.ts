import type { ShapeName } from './shape-path.ts'

/** What fills a form where there are no colours: drawn once on a tile of 20 × 20, which is turned as `turn` says. */
export interface FormPattern {
  /** SVG path in a tile of 20 × 20; a stroke. */
  readonly path: string
  /** An SVG transform. */
  readonly turn: string
}

/** The pattern of `name`: each differs from every other in what is drawn or which way it lies. */
export function formPattern(name: ShapeName): FormPattern {
  const [path, degrees] = patterns[name]
  return { path, turn: `rotate(${degrees})` }
}

const line = 'M0 10H20'
const lines = 'M0 5H20M0 15H20'
const dot = 'M10 10h0'
const dashes = 'M1 5h8M11 15h8'
const cross = 'M0 10H20M10 0V20'
const crosses = 'M0 5H20M0 15H20M5 0V20M15 0V20'

/** The same as on the timeline (affect-texture.ts), as far as a form allows. */
const patterns: Readonly<Record<ShapeName, readonly [path: string, degrees: number]>> = {
  neutral: ['', 0],
  calm: [line, 0],
  happy: [dot, 0],
  sad: [line, 90],
  angry: [crosses, 30],
  fearful: [lines, 90],
  disgusted: [line, 45],
  surprised: [cross, 45],
  bored: [dashes, 0],
  unclear: ['', 0],
  still: ['', 0],
}
