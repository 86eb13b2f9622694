import type { Affect } from '@undertone/shared'

/** `still`: nobody speaks. */
export type ShapeName = Affect | 'unclear' | 'still'

/** Every form has the same number of corners, so that one can turn into another. Round to the eye at 240 px. */
const corners = 120

type Point = readonly [x: number, y: number]

/** SVG path of the closed form of `name`, within −100…100 both ways. */
export function shapePath(name: ShapeName): string {
  const form = forms[name]
  const points = Array.from({ length: corners }, (_, i) => form((i / corners) * 2 * Math.PI))
  return `M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join('L')}Z`
}

/** Where the form's edge is at the angle `t`; 0 is up, clockwise, y grows downward. */
const forms: Readonly<Record<ShapeName, (t: number) => Point>> = {
  neutral: disc(0.86),
  unclear: disc(0.86),
  still: disc(0.12),
  calm: (t) => [Math.sin(t), -0.5 * Math.cos(t) + (Math.cos(t) > 0 ? wave(Math.sin(t)) : 0)],
  happy: (t) => polar(t, petals(t)),
  sad: (t) => [0.98 * Math.sin(t) * Math.abs(Math.sin(t / 2)) ** 1.5, -Math.cos(t)],
  angry: (t) => polar(t, 0.97 * bulgingHexagon(t)),
  fearful: (t) => [
    (0.42 + 0.045 * Math.cos(18 * t)) * Math.sin(t),
    -(0.96 + 0.035 * Math.cos(18 * t)) * Math.cos(t),
  ],
  disgusted: (t) => polar(t, 0.9 - 0.52 * Math.exp(-((nearest(t - Math.PI * 0.35) / 0.42) ** 2))),
  surprised: openRing,
  bored: pill,
}

function disc(radius: number): (t: number) => Point {
  return (t) => polar(t, radius)
}

function wave(x: number): number {
  return 0.11 * Math.sin(Math.PI * x) * (1 - x * x)
}

/** Six circles around a middle: the outermost edge in each direction. */
function petals(t: number): number {
  const [reach, radius] = [0.56, 0.4]
  const sixth = Math.PI / 3
  const off = t - Math.round(t / sixth) * sixth
  return reach * Math.cos(off) + Math.sqrt(radius ** 2 - (reach * Math.sin(off)) ** 2)
}

/** Three pairs of sides joined by a high norm instead of a corner, which also bends the sides outward. */
function bulgingHexagon(t: number): number {
  const norm = 9
  const sides = [0, 1, 2].map((k) => Math.abs(Math.cos(t - (k * Math.PI) / 3)) ** norm)
  return 0.93 * sides.reduce((sum, side) => sum + side, 0) ** (-1 / norm)
}

/** Out along the outer edge, back along the inner one; the gap is at the top. */
function openRing(t: number): Point {
  const gap = 0.38
  const isOuter = t < Math.PI
  const along = isOuter ? t / Math.PI : 2 - t / Math.PI
  return polar(gap + along * (2 * Math.PI - 2 * gap), isOuter ? 0.95 : 0.58)
}

/** A ray from the middle meets either a flat side or a round end. */
function pill(t: number): Point {
  const [half, radius] = [0.7, 0.3]
  const [x, y] = [Math.abs(Math.sin(t)), Math.abs(Math.cos(t))]
  const flat = y === 0 ? Infinity : radius / y
  const end = half * x + Math.sqrt(Math.max(0, radius ** 2 - (half * y) ** 2))
  return polar(t, flat * x <= half ? flat : end)
}

function polar(t: number, radius: number): Point {
  return [radius * Math.sin(t), -radius * Math.cos(t)]
}

/** An angle in −π…π. */
function nearest(t: number): number {
  return t - 2 * Math.PI * Math.round(t / (2 * Math.PI))
}

function tenth(part: number): number {
  return Math.round(part * 1000) / 10
}
