import type { Growth } from './report.ts'

const width = 280
const height = 220
const inset = { left: 58, right: 16, top: 44, bottom: 40 }
const columns = 3

/** How figures grow with the work, as an SVG: both ways by powers of ten, and dashed what would be in proportion. */
export function drawGrowth(all: readonly Growth[]): string {
  const rows = Math.ceil(all.length / columns)
  const panels = all.map((growth, at) => {
    const x = (at % columns) * width
    const y = Math.floor(at / columns) * height
    return `<g transform="translate(${x} ${y})">${panel(growth)}</g>`
  })
  const size = `${columns * width} ${rows * height}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" role="img" aria-label="How costs grow with the work">
<style>text{font:11px sans-serif;fill:#5b6470}.what{font-weight:600;fill:#35506b}.axis{stroke:#9aa3ad;fill:none}.ours{stroke:#2f6f9f;fill:none;stroke-width:2}.even{stroke:#9aa3ad;fill:none;stroke-dasharray:4 4}circle{fill:#2f6f9f}@media(prefers-color-scheme:dark){text{fill:#b4bdc8}.what{fill:#cfe0f0}.ours{stroke:#7fb8e0}circle{fill:#7fb8e0}}</style>
${panels.join('\n')}
</svg>
`
}

function panel({ what, unit, cost, points: all }: Growth): string {
  // The short form measures next to nothing, and may find nothing.
  const points = all.filter((point) => point.cost > 0)
  const works = points.map(({ work }) => work)
  const [first] = points
  // In proportion to the first, so that its line stands beside ours.
  const even = points.map(({ work }) => (first ? (first.cost * work) / first.work : NaN))
  const x = scale(works, inset.left, width - inset.right)
  const y = scale([...points.map((point) => point.cost), ...even], height - inset.bottom, inset.top)
  const ours = points.map((point) => `${x(point.work)},${y(point.cost)}`)
  const bottom = height - inset.bottom
  const labels = points.map(
    (point) => `<text x="${x(point.work)}" y="${bottom + 14}" text-anchor="middle">${short(point.work)}</text>
<circle cx="${x(point.work)}" cy="${y(point.cost)}" r="3"/>`,
  )
  const heights = spread(points.map((point) => ({ at: y(point.cost), text: short(point.cost) })))
  const costs = heights.map(
    ({ at, text }) => `<text x="${inset.left - 6}" y="${at + 4}" text-anchor="end">${text}</text>`,
  )
  return `<text class="what" x="8" y="16">${what}</text><text x="8" y="30">${cost}</text>
<path class="axis" d="M${inset.left} ${inset.top}V${bottom}H${width - inset.right}"/>
<polyline class="even" points="${works.map((work, at) => `${x(work)},${y(even[at] ?? NaN)}`).join(' ')}"/>
<polyline class="ours" points="${ours.join(' ')}"/>
${[...labels, ...costs].join('\n')}
<text x="${(inset.left + width - inset.right) / 2}" y="${bottom + 30}" text-anchor="middle">${unit}</text>`
}

/** Without those that would stand upon another. */
function spread<Label extends { at: number }>(labels: readonly Label[]): Label[] {
  return labels.filter(({ at }, index) =>
    labels.slice(0, index).every((other) => Math.abs(other.at - at) > 12),
  )
}

/** By powers of ten. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const logs = values.map((value) => Math.log10(Math.max(value, Number.MIN_VALUE)))
  const [least, most] = [Math.min(...logs), Math.max(...logs)]
  const span = most - least || 1
  return (value) => Math.round(from + ((Math.log10(value) - least) / span) * (to - from))
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`
  return String(Number(value.toPrecision(2)))
}
