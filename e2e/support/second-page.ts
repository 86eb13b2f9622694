import type { Page } from 'playwright-core'
import { expectPhase } from './heard.ts'
import type { Phone } from './phone.ts'

/** Another page of the session that `page` has, at `url`: what a tab's copy would know of it, it knows. */
export async function openSecondPage(phone: Phone, url: string, page: Page): Promise<Page> {
  const known = await page.evaluate(() => sessionStorage.getItem('undertone.session') ?? '')
  const second = await phone.open(url)
  await second.evaluate((session) => sessionStorage.setItem('undertone.session', session), known)
  await second.goto(`${url}/live`)
  await expectPhase(second, 'live')
  return second
}
