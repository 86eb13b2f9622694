import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type JsQr from 'jsqr'
import type { Locator } from 'playwright-core'

const decoderSource = readFileSync(createRequire(import.meta.url).resolve('jsqr'), 'utf8')

declare global {
  var jsQR: typeof JsQr
}

/** What a camera reads in the QR code that `code` shows: its picture is decoded. Null where it can't be read. */
export async function readCode(code: Locator): Promise<string | null> {
  const picture = (await code.screenshot()).toString('base64')
  await code.page().evaluate(decoderSource)
  return code.page().evaluate(async (base64) => {
    // Not as an address of its own, which the page's policy keeps out.
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const { width, height } = image
    const paper = new OffscreenCanvas(width, height).getContext('2d')
    paper?.drawImage(image, 0, 0)
    const pixels = paper?.getImageData(0, 0, width, height).data
    return (pixels && jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' }))?.data ?? null
  }, picture)
}
