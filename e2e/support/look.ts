import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { violations } from './violations.ts'
import { misfits } from './misfits.ts'

const height = 800

/**
 * Looks at the page as it is now: at 360, 390 and 1280 px, and at 320 px with text of twice the size, nothing is cut, sticks
 * out or overlaps; and axe has nothing to say at the narrowest and the widest. `state` names it where something is found.
 */
export async function look(page: Page, state: string): Promise<void> {
  const found: string[] = []
  const note = (where: string, lines: string[]) => found.push(...lines.map((line) => `${where}: ${line}`))
  for (const width of [390, 1280, 360]) {
    await page.setViewportSize({ width, height })
    note(`${width} px`, await misfits(page))
    if (width !== 390) note(`${width} px`, await violations(page))
  }
  await page.setViewportSize({ width: 320, height })
  await setTextSize(page, '200%')
  note('320 px, 200 %', await misfits(page))
  note('320 px, 200 %', await violations(page))
  await setTextSize(page, '')
  await page.setViewportSize({ width: 360, height })
  expect(found, state).toEqual([])
}

async function setTextSize(page: Page, size: string): Promise<void> {
  await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size)
}
