import { describe, expect, it } from 'vitest'
import { browserFileSharing } from './file-sharing.ts'

const file = new File(['words'], 'a.txt', { type: 'text/plain' })

describe('what a browser can do with a file', () => {
  it('shares it where the sheet takes files, and its text where it takes none', async () => {
    expect(await shared({ canShare: () => true })).toEqual([{ files: [file], title: 'Title' }])
    expect(await shared({ canShare: () => false })).toEqual([{ title: 'Title', text: 'words' }])
    expect(await shared({})).toEqual([{ title: 'Title', text: 'words' }])
  })

  it('has no sheet where the browser has none', () => {
    expect(sharing({}).openSheet).toBeNull()
  })

  it('tells a change of mind from a refusal', async () => {
    const rejecting = (name: string) => ({ share: () => Promise.reject(new DOMException('', name)) })
    expect(await sharing(rejecting('AbortError')).openSheet?.(file, '', '')).toBe('cancelled')
    expect(await sharing(rejecting('NotAllowedError')).openSheet?.(file, '', '')).toBe('refused')
  })
})

async function shared(parts: object): Promise<unknown[]> {
  const given: unknown[] = []
  const share = (data: unknown) => Promise.resolve(void given.push(data))
  await sharing({ share, ...parts }).openSheet?.(file, 'Title', 'words')
  return given
}

/** A browser that has `parts` and nothing else to share with. */
function sharing(parts: object) {
  return browserFileSharing(Object.assign(Object.create(null), parts), document)
}
