import type { Browser, BrowserType } from 'playwright-core'

export const sampleFile: string

export function launchProduct(
  chromium: BrowserType,
  flags: readonly string[],
): Promise<{ readonly url: string; readonly browser: Browser; stop(): Promise<void> }>
