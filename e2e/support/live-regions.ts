import type { CDPSession, Page } from 'playwright-core'

export interface LiveRegion {
  /** `polite` or `assertive`. */
  readonly live: string
  readonly text: string
}

/** What a screen reader would be told of by itself: the regions of the accessibility tree that are live, and their words. */
export async function liveRegions(page: Page): Promise<LiveRegion[]> {
  const browser = await page.context().newCDPSession(page)
  try {
    return await readRegions(browser)
  } finally {
    await browser.detach()
  }
}

async function readRegions(browser: CDPSession): Promise<LiveRegion[]> {
  const { nodes } = await browser.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  function textOf(id: string): string {
    const node = byId.get(id)
    if (!node) return ''
    if (node.role?.value === 'StaticText') return String(node.name?.value ?? '')
    return (node.childIds ?? []).map(textOf).join('')
  }
  return nodes.flatMap((node) => {
    const own = node.properties?.find(({ name }) => name === 'live')?.value.value
    const isRoot = node.properties?.find(({ name }) => name === 'root')?.value.relatedNodes ?? []
    const isNested = isRoot.some(({ backendDOMNodeId }) => backendDOMNodeId !== node.backendDOMNodeId)
    if (typeof own !== 'string' || own === 'off' || node.ignored || isNested) return []
    return [{ live: own, text: textOf(node.nodeId) }]
  })
}
