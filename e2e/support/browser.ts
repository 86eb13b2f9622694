import { speechFile } from './speech-file.ts'

/** A Chromium that asks nothing and whose microphone hears the sample conversation over and over. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${speechFile}`,
]

/** @throws Error where no browser was named */
export function executablePath(): string {
  const path = process.env['CHROMIUM_PATH']
  if (!path) throw new Error('CHROMIUM_PATH names no browser; `pnpm test` finds or installs one.')
  return path
}
