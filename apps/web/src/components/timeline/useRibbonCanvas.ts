import { useDevicePixelRatio } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'
import type { Ref } from 'vue'
import { createFormPainter } from './paint-form.ts'
import { paintRibbon } from './paint-ribbon.ts'
import type { RibbonPicture } from './paint-ribbon.ts'
import { useRibbonInk } from './useRibbonInk.ts'

export interface RibbonCanvasOptions {
  readonly canvas: Readonly<Ref<HTMLCanvasElement | null>>
  readonly probe: Readonly<Ref<HTMLElement | null>>
  /** Only asked for where something is drawn. */
  readonly picture: Readonly<Ref<RibbonPicture>>
  /** CSS pixels of one pixel of the picture. */
  readonly unit: Readonly<Ref<number>>
  /** What the picture is made from: it is drawn anew when one of these changes. */
  readonly sources: () => readonly unknown[]
}

/** Keeps the picture on its canvas as it should be: drawn once a frame at most, sharp, in the theme's colours. */
export function useRibbonCanvas({ canvas, probe, picture, unit, sources }: RibbonCanvasOptions): void {
  const ink = useRibbonInk(probe)
  const { pixelRatio } = useDevicePixelRatio()
  const paintForm = createFormPainter()
  let frame = 0

  watch([ink, pixelRatio, unit, sources], want, { immediate: true, flush: 'post' })
  onScopeDispose(() => cancelAnimationFrame(frame))

  function want(): void {
    frame ||= requestAnimationFrame(draw)
  }

  function draw(): void {
    frame = 0
    const pen = canvas.value?.getContext('2d')
    if (!pen || !ink.value) return
    const scale = pixelRatio.value * unit.value
    const { width, height } = picture.value.room
    fit(pen.canvas, Math.round(width * scale), Math.round(height * scale))
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    paintRibbon(pen, picture.value, ink.value, paintForm)
  }
}

/** Setting a canvas's size empties it and costs: only where it changed. */
function fit(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}
