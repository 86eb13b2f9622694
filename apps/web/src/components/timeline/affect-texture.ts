import type { Affect } from '@undertone/shared'

/** Lines that fill a stretch where colours can't tell affects apart. */
export interface TextureLines {
  /** Of the lines, from the horizontal. */
  readonly angleDeg: number
  /** Pixels from one to the next. */
  readonly spacing: number
  readonly dash: readonly number[]
}

/** An empty list is blank, with an edge; null is solid. */
export const affectTextures: Readonly<Record<Affect, readonly TextureLines[] | null>> = {
  neutral: [],
  calm: [{ angleDeg: 0, spacing: 4, dash: [] }],
  happy: [{ angleDeg: 0, spacing: 5, dash: [0.5, 4.5] }],
  sad: [{ angleDeg: 90, spacing: 5, dash: [] }],
  angry: null,
  fearful: [{ angleDeg: 90, spacing: 2.5, dash: [] }],
  disgusted: [{ angleDeg: 45, spacing: 4.5, dash: [] }],
  surprised: [
    { angleDeg: 45, spacing: 6, dash: [] },
    { angleDeg: -45, spacing: 6, dash: [] },
  ],
  bored: [{ angleDeg: 0, spacing: 5, dash: [6, 5] }],
}
