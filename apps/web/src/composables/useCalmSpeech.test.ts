import type { SpeechStateName } from '@undertone/shared'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { withScope } from '../test/with-scope.ts'
import { useCalmSpeech } from './useCalmSpeech.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('calm speech', () => {
  it('keeps a tone through a pause for breath', async () => {
    const { shown, say } = speaking()
    await say('listening')
    vi.advanceTimersByTime(2_999)
    expect(shown.value).toBe('speaking')
    await say('speaking')
    vi.advanceTimersByTime(10_000)
    expect(shown.value).toBe('speaking')
  })

  it('listens again when the pause goes on', async () => {
    const { shown, say } = speaking()
    await say('listening')
    vi.advanceTimersByTime(3_000)
    expect(shown.value).toBe('listening')
  })

  it('stays through the moment in which a stream is replaced, and no longer', async () => {
    const { shown, say } = speaking()
    await say(null)
    vi.advanceTimersByTime(2_999)
    expect(shown.value).toBe('speaking')
    vi.advanceTimersByTime(1)
    expect(shown.value).toBeNull()
  })

  it.each(['unclear', 'mic_off'] as const)('says %s at once', async (state) => {
    const { shown, say } = speaking()
    await say(state)
    expect(shown.value).toBe(state)
  })
})

function speaking() {
  const speech = shallowRef<SpeechStateName | null>('speaking')
  const { result: shown } = withScope(() => useCalmSpeech(() => speech.value))
  async function say(state: SpeechStateName | null): Promise<void> {
    speech.value = state
    await nextTick()
  }
  return { shown, say }
}
