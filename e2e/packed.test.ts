import { expect, it } from 'vitest'
import { launchServer } from './support/server.ts'

/** The page, what it names, and what stands behind it for when there is no network. */
async function filesOfPage(url: string): Promise<string[]> {
  const page = await (await fetch(url)).text()
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg|webmanifest))"/g)]
  return ['/', ...named.map(([, path]) => `${path}`), '/sw.js']
}

it('everything that the first screen needs is sent packed, and unpacks to what it is', async () => {
  const { url } = await launchServer()
  const files = await filesOfPage(url)
  expect(files.some((path) => path.endsWith('.js'))).toBe(true)
  for (const path of files) {
    const packed = await fetch(url + path, { headers: { 'Accept-Encoding': 'br' } })
    const plain = await fetch(url + path, { headers: { 'Accept-Encoding': 'identity' } })
    const whole = await plain.text()
    expect([path, await packed.text()]).toEqual([path, whole])
    // What is smaller unpacked stays so.
    if (whole.length > 100) expect([path, packed.headers.get('content-encoding')]).toEqual([path, 'br'])
  }
})
