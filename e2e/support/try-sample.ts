import type { Page } from 'playwright-core'

export const sampleNames = ['Calm', 'Tense', 'Cheerful'] as const
export type SampleName = (typeof sampleNames)[number]

/** Presses the sample of that name on the start page. */
export async function trySample(page: Page, name: SampleName = 'Calm'): Promise<void> {
  await page.getByRole('button', { name: `Try a sample: ${name}` }).click()
}
