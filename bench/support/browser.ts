import { chromium, type Browser } from 'playwright-core'
import { findOrInstall } from '../../scripts/find-or-install.mjs'

/** Chromium with a microphone that nobody has to allow and that beeps. */
export function launchBrowser(...flags: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findOrInstall('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...flags,
    ],
  })
}
