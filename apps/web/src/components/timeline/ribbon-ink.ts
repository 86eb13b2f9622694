import type { Affect } from '@undertone/shared'

/** The colours that the picture is drawn in, as they are on the page now. */
export interface RibbonInk {
  readonly paper: string
  readonly ink: string
  readonly quietInk: string
  readonly line: string
  readonly accent: string
  readonly affects: Readonly<Record<Affect, string>>
  /** Affects are told apart by textures; colours may all be the same. */
  readonly isTextured: boolean
}

/** Colours are resolved on `probe`, an element of the page: a canvas knows nothing of tokens. */
export function readInk(probe: HTMLElement, isForced: boolean, isTextured: boolean): RibbonInk {
  const read = (token: string, forced: string) => {
    probe.style.color = isForced ? forced : `var(--${token})`
    return getComputedStyle(probe).color
  }
  return {
    paper: read('paper', 'Canvas'),
    ink: read('ink', 'CanvasText'),
    quietInk: read('quiet-ink', 'CanvasText'),
    line: read('line', 'GrayText'),
    accent: read('accent', 'Highlight'),
    affects: eachAffect((affect) => read(`affect-${affect}`, 'CanvasText')),
    isTextured,
  }
}

function eachAffect(read: (affect: Affect) => string): Record<Affect, string> {
  return {
    neutral: read('neutral'),
    calm: read('calm'),
    happy: read('happy'),
    sad: read('sad'),
    angry: read('angry'),
    fearful: read('fearful'),
    disgusted: read('disgusted'),
    surprised: read('surprised'),
    bored: read('bored'),
  }
}
