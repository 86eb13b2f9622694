import { describe, expect, it } from 'vitest'
import { browserSharing } from './sharing.ts'

const link = { title: 'Undertone', url: 'https://a.example/watch/v' }

describe('what a browser can hand on', () => {
  it('copies, and says that it did', async () => {
    const copied: string[] = []
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) }
    expect(await sharing({ clipboard }).copy(link.url)).toBe(true)
    expect(copied).toEqual([link.url])
  })

  it('says so where the clipboard is refused, or isn’t there', async () => {
    const refused = { writeText: () => Promise.reject(new DOMException('', 'NotAllowedError')) }
    expect(await sharing({ clipboard: refused }).copy(link.url)).toBe(false)
    expect(await sharing({}).copy(link.url)).toBe(false)
  })

  it('has no share sheet where the browser has none', () => {
    expect(sharing({}).openSheet).toBeNull()
  })

  it.each([
    ['what was handed on', () => Promise.resolve(), 'shared'],
    ['a change of mind', () => Promise.reject(new DOMException('', 'AbortError')), 'cancelled'],
    ['a refusal', () => Promise.reject(new DOMException('', 'NotAllowedError')), 'refused'],
  ])('tells %s apart', async (_name, share, outcome) => {
    expect(await sharing({ share }).openSheet?.(link)).toBe(outcome)
  })
})

/** A browser that has `parts` and nothing else to share with. */
function sharing(parts: object) {
  return browserSharing(Object.assign(Object.create(null), parts), 'https://a.example')
}
