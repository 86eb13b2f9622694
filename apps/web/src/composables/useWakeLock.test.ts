import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { withScope } from '../test/with-scope.ts'
import { useWakeLock } from './useWakeLock.ts'
import type { WakeLockSentinelLike } from './useWakeLock.ts'

describe('useWakeLock', () => {
  it('keeps the screen on from acquire to release', async () => {
    const { lock, grant, sentinels } = asked()
    await grant()
    expect(lock.isActive.value).toBe(true)
    lock.release()
    expect(lock.isActive.value).toBe(false)
    expect(sentinels).toMatchObject([{ isReleased: true }])
  })

  it('hands back a lock that arrives after it was no longer wanted', async () => {
    const { lock, grant, sentinels } = asked()
    lock.release()
    await grant()
    expect(lock.isActive.value).toBe(false)
    expect(sentinels).toMatchObject([{ isReleased: true }])
  })

  it('hands back a lock that arrives after the page was left', async () => {
    const { dispose, grant, sentinels } = asked()
    dispose()
    await grant()
    expect(sentinels).toMatchObject([{ isReleased: true }])
  })

  it('never has two requests in flight', async () => {
    const { lock, grant, requests } = asked()
    lock.release()
    lock.acquire()
    await lock.refresh()
    expect(requests).toHaveLength(1)
    await grant()
    expect(lock.isActive.value).toBe(true)
  })

  it('says nothing of a refusal but that the screen may sleep, and asks again at the next chance', async () => {
    const { lock, refuse, grant, requests } = asked()
    await refuse()
    expect(lock.isRefused.value).toBe(true)
    void lock.refresh()
    expect(requests).toHaveLength(2)
    await grant()
    expect(lock).toMatchObject({ isActive: { value: true }, isRefused: { value: false } })
  })

  it('asks again where the refusal is of a want before the last', async () => {
    const { lock, refuse, grant, requests } = asked()
    lock.release()
    lock.acquire()
    await refuse()
    expect(requests).toHaveLength(2)
    expect(lock.isRefused.value).toBe(false)
    await grant()
    expect(lock.isActive.value).toBe(true)
  })

  it('takes the refusal of its last want as one', async () => {
    const { lock, refuse, requests } = asked()
    lock.release()
    lock.acquire()
    await refuse()
    await refuse()
    expect(requests).toHaveLength(2)
    expect(lock.isRefused.value).toBe(true)
  })

  it('asks for nothing on a page that was hidden again meanwhile', async () => {
    const world = asked()
    world.lock.release()
    world.lock.acquire()
    world.see(false)
    await world.refuse()
    expect(world.requests).toHaveLength(1)
  })

  it('doesn’t heed a refusal that nobody wants any more', async () => {
    const { lock, refuse, requests } = asked()
    lock.release()
    await refuse()
    expect(requests).toHaveLength(1)
    expect(lock.isRefused.value).toBe(false)
  })

  it('takes it again on return after the system took it back', async () => {
    const { lock, grant, sentinels, requests } = asked()
    await grant()
    sentinels[0]?.takeBack()
    expect(lock.isActive.value).toBe(false)
    lock.acquire()
    expect(requests).toHaveLength(2)
  })

  it('asks nothing while the page is hidden', () => {
    const { requests } = asked({ isVisible: false })
    expect(requests).toHaveLength(0)
  })

  it('is silent where the browser has no wake lock', () => {
    const { result: lock } = withScope(() => useWakeLock({ wakeLock: undefined }))
    lock.acquire()
    lock.release()
    expect(lock).toMatchObject({ isSupported: false, isActive: { value: false } })
  })
})

interface FakeSentinel extends WakeLockSentinelLike {
  isReleased: boolean
  takeBack(): void
}

/** A wake lock that was asked for; `grant` and `refuse` answer the oldest request. */
function asked({ isVisible = true } = {}) {
  const requests: { resolve(sentinel: WakeLockSentinelLike): void; reject(error: Error): void }[] = []
  const sentinels: FakeSentinel[] = []
  const wakeLock = {
    request: () => new Promise<WakeLockSentinelLike>((resolve, reject) => requests.push({ resolve, reject })),
  }
  let isSeen = isVisible
  const { result: lock, dispose } = withScope(() => useWakeLock({ wakeLock, isVisible: () => isSeen }))
  let answered = 0
  async function grant(): Promise<void> {
    const sentinel = fakeSentinel()
    sentinels.push(sentinel)
    requests[answered++]?.resolve(sentinel)
    await flushPromises()
  }
  async function refuse(): Promise<void> {
    requests[answered++]?.reject(new Error('NotAllowedError'))
    await flushPromises()
  }
  lock.acquire()
  return { lock, dispose, requests, sentinels, grant, refuse, see: (seen: boolean) => void (isSeen = seen) }
}

function fakeSentinel(): FakeSentinel {
  let onRelease: () => void = () => undefined
  return {
    isReleased: false,
    release() {
      this.isReleased = true
      return Promise.resolve()
    },
    addEventListener(_type, listener) {
      onRelease = listener
    },
    takeBack: () => onRelease(),
  }
}
