import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Ids of the tones on the page, in the order in which they were heard. A row may stand for several. */
export async function heardIds(page: Page): Promise<number[]> {
  const ends = await page
    .locator('[data-testid=heard] [data-event-id]')
    .evaluateAll((rows) =>
      rows.map((row) => [
        Number(row.getAttribute('data-event-id')),
        Number(row.getAttribute('data-last-id')),
      ]),
    )
  const ids = ends.flatMap(([first = 0, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i),
  )
  return ids.sort((a, b) => a - b)
}

/** Waits until at least `count` tones are on the page. */
export async function hear(page: Page, count: number): Promise<void> {
  await expect
    .poll(() => heardIds(page), { timeout: 30_000 })
    .toSatisfy((ids: number[]) => ids.length >= count)
}

/** The ids have neither a hole nor a double. */
export function expectNothingLost(ids: number[]): void {
  const first = ids[0] ?? 0
  expect(ids).toEqual(ids.map((_, index) => first + index))
}

/** Waits until the page says of itself that it is `phase`. */
export async function expectPhase(page: Page, phase: string): Promise<void> {
  await page.locator(`[data-connection=${phase}]`).waitFor({ timeout: 15_000 })
}

/** How many tones the page says were missed for good. */
export async function missedCount(page: Page): Promise<number> {
  const gaps = await page.locator('[data-testid=heard] .is-gap').allTextContents()
  const counts = gaps.map((words) => /(\d+|One) moments? (?:was|were) missed/.exec(words)?.[1] ?? '0')
  return counts.reduce((sum, count) => sum + (count === 'One' ? 1 : Number(count)), 0)
}

/** Waits until a status line says `words`. */
export async function expectSaid(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('status').filter({ hasText: words }).first().waitFor({ timeout: 15_000 })
}

/** No status line has said `words` so far, not even for a moment. */
export async function expectNeverSaid(page: Page, words: string): Promise<void> {
  const said = await page.evaluate(() => undertoneProbe.said())
  expect(said.filter((line) => line.includes(words))).toEqual([])
}

/** What was on the page never went back to an older state. */
export async function expectNeverRolledBack(page: Page): Promise<void> {
  const lastIds = await page.evaluate(() => undertoneProbe.lastIds())
  expect(lastIds).toEqual([...lastIds].sort((a, b) => a - b))
}
