// Draws the icons of the installed app from its mark: apps/web/public/icons/*.png. Run it after the mark has changed.
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { findOrInstall } from './find-or-install.mjs'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const fromE2e = createRequire(path('../e2e/package.json'))
const { chromium } = fromE2e('playwright-core')
const folder = path('../apps/web/public/icons/')

/** `share`: of the edge that the mark takes. A mask may cut away all that is further than 40 % from the middle. */
const icons = [
  { name: 'icon-192', size: 192, share: 0.82, radius: 0.22 },
  { name: 'icon-512', size: 512, share: 0.82, radius: 0.22 },
  { name: 'maskable-512', size: 512, share: 0.62, radius: 0 },
  { name: 'apple-touch-icon', size: 180, share: 0.72, radius: 0 },
]

function drawing({ size, share, radius }) {
  const offset = 16 - 16 * share
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32">
    <rect width="32" height="32" rx="${32 * radius}" fill="#faf8f4" />
    <g transform="translate(${offset} ${offset}) scale(${share})" fill="none" stroke="#2d5a5f" stroke-width="2.6" stroke-linecap="round">
      <path d="M5 14.5c3.7-8 7.3-8 11 0s7.3 8 11 0" />
      <path opacity=".55" d="M5 21.5c3.7-4.4 7.3-4.4 11 0s7.3 4.4 11 0" />
    </g>
  </svg>`
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: findOrInstall('chromium'),
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage()
for (const icon of icons) {
  await page.setViewportSize({ width: icon.size, height: icon.size })
  await page.setContent(`<body style="margin:0">${drawing(icon)}`)
  await page.screenshot({ path: `${folder}${icon.name}.png`, omitBackground: true })
}
await browser.close()
