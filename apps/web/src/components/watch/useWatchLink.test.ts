import { describe, expect, it, vi } from 'vitest'
import type { ShareAnswer } from '../../api/session-client.ts'
import { useWatchLink } from './useWatchLink.ts'

const drawn = { size: 29, path: 'M4 4h7v1h-7z' }

describe('the link for others', () => {
  it('is an address of this page with the viewer’s id, drawn as a code', async () => {
    const draw = vi.fn(() => drawn)
    const { link, ask } = watching({ fetchDrawing: () => Promise.resolve(draw) })
    await ask()
    expect(link.value).toEqual({ address: 'https://a.example/watch/v', code: drawn })
    expect(draw).toHaveBeenCalledExactlyOnceWith('https://a.example/watch/v')
  })

  it('never holds the session’s own id', async () => {
    const { link, ask } = watching()
    await ask()
    expect(JSON.stringify(link.value)).not.toContain('owned')
  })

  it.each(['gone', 'unreachable'] as const)(
    'isn’t there where the session is %s, and says why',
    async (refusal) => {
      const { link, trouble, ask } = watching({ answers: [{ refusal }] })
      await ask()
      expect(link.value).toBeNull()
      expect(trouble.value).toBe(refusal)
    },
  )

  it('comes when it is asked for again', async () => {
    const { link, trouble, ask } = watching({ answers: [{ refusal: 'unreachable' }, { viewerId: 'v' }] })
    await ask()
    const again = ask()
    expect(trouble.value).toBeNull()
    await again
    expect(link.value?.address).toBe('https://a.example/watch/v')
  })

  it('does without a code that can’t be fetched, and draws it when it can', async () => {
    const fetchDrawing = vi
      .fn<() => Promise<() => typeof drawn>>()
      .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
      .mockResolvedValueOnce(() => drawn)
    const { link, trouble, ask } = watching({ fetchDrawing })
    await ask()
    expect(link.value).toEqual({ address: 'https://a.example/watch/v', code: null })
    expect(trouble.value).toBeNull()
    await ask()
    expect(link.value?.code).toEqual(drawn)
  })
})

interface Given {
  answers?: ShareAnswer[]
  fetchDrawing?: () => Promise<(text: string) => typeof drawn>
}

function watching({
  answers = [{ viewerId: 'v' }],
  fetchDrawing = () => Promise.resolve(() => drawn),
}: Given = {}) {
  const left = answers.values()
  const share = () => Promise.resolve(left.next().value ?? { viewerId: 'v' })
  return useWatchLink({ sessionId: 'owned', client: { share }, origin: 'https://a.example', fetchDrawing })
}
