/**
 * A line drawing for each of the first cards, as SVG path on 240 × 92: three forms; one that can't be told; a voice on its
 * way to a page, and no further.
 */
export const introDrawings = [
  'M47 58a22 22 0 1 0-44 0 22 22 0 1 0 44 0zM95 20c6 15 22 24 22 40a22 20 0 0 1-44 0c0-16 16-25 22-40zM165 36a22 22 0 1 0 14 6',
  'M17 24a34 34 0 0 1 44 0M73 38a34 34 0 0 1 0 28M61 80a34 34 0 0 1-44 0M5 66a34 34 0 0 1 0-28',
  'M3 46v12M17 32v40M31 42v20M59 52h40M89 42l10 10-10 10M131 24h40a6 6 0 0 1 6 6v44a6 6 0 0 1-6 6h-40a6 6 0 0 1-6-6V30a6 6 0 0 1 6-6z',
] as const
