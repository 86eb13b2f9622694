import type { Page } from 'playwright-core'

/** What is cut off, sticks out, or lies over something else on the page as it is now, one line each. */
export async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(findMisfits)
}

/** Runs in the page. */
function findMisfits(): string[] {
  const width = document.documentElement.clientWidth
  const found: string[] = []
  if (document.documentElement.scrollWidth > innerWidth)
    found.push(`the page is ${document.documentElement.scrollWidth} px wide`)
  const leaves = textLeaves()
  for (const { element, words, boxes } of leaves) {
    const outside = boxes.some(({ left, right }) => left < -1 || right > width + 1)
    if (outside) found.push(`sticks out: ${words}`)
    if (isCut(element)) found.push(`is cut: ${words}`)
  }
  leaves.forEach((a, i) => {
    for (const b of leaves.slice(i + 1)) if (doOverlap(a, b)) found.push(`overlap: ${a.words} | ${b.words}`)
  })
  return found

  interface Leaf {
    readonly element: Element
    readonly words: string
    readonly boxes: DOMRect[]
    /** What it is fixed to the screen with, over whatever is below. */
    readonly layer: Element | null
  }

  /** Every piece of text that is shown, by the box of each of its lines. */
  function textLeaves(): Leaf[] {
    const all: Leaf[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      const words = node.textContent?.trim() ?? ''
      if (!element || !words || !isShown(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
      if (boxes.length > 0) all.push({ element, words: words.slice(0, 40), boxes, layer: layerOf(element) })
    }
    return all
  }

  function isShown(element: Element): boolean {
    const isVisible = element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    return isVisible && !element.closest('.visually-hidden, .visually-hidden-focusable')
  }

  function layerOf(element: Element): Element | null {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position) || at.tagName === 'DIALOG') return at
    }
    return null
  }

  /** Some element around it, which doesn't scroll, hides a part of it. */
  function isCut(element: Element): boolean {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at)
      if (overflowX === 'hidden' && at.scrollWidth > at.clientWidth + 1) return true
      if (overflowY === 'hidden' && at.scrollHeight > at.clientHeight + 1) return true
    }
    return false
  }

  function doOverlap(a: Leaf, b: Leaf): boolean {
    if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element)) return false
    return a.boxes.some((one) => b.boxes.some((other) => overlap(one, other)))
  }

  /** By more than the room between lines, which boxes of neighbouring lines share. */
  function overlap(a: DOMRect, b: DOMRect): boolean {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    return across > 2 && down > Math.min(a.height, b.height) * 0.3
  }
}
