import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { keeping } from '../test/kept-notes.ts'

describe('what is heard', () => {
  it('is written as it comes', async () => {
    const { keep, ids, keeper } = await keeping()
    await keep(1, 2)
    expect(ids()).toEqual([1, 2])
    expect(keeper.isFailing.value).toBe(false)
  })

  it('that was refused is written with the next line, before it', async () => {
    const { keep, become, ids, keeper } = await keeping()
    become('refuses')
    await keep(1)
    expect(keeper.isFailing.value).toBe(true)
    become('well')
    await keep(2)
    expect(ids()).toEqual([1, 2])
    expect(keeper.isFailing.value).toBe(false)
  })

  it('that was refused is tried again every five seconds, and no longer once it is written', async () => {
    const { keep, become, pass, ids, keeper, timers } = await keeping()
    become('refuses')
    await keep(1)
    await pass(5_000)
    expect(keeper.isFailing.value).toBe(true)
    become('well')
    await pass(5_000)
    expect(ids()).toEqual([1])
    expect(keeper.isFailing.value).toBe(false)
    expect(timers()).toBe(0)
  })

  it('counts as failed once the device leaves it unanswered for three seconds', async () => {
    const { keep, become, pass, keeper } = await keeping()
    become('hangs')
    await keep(1)
    await pass(2_999)
    expect(keeper.isFailing.value).toBe(false)
    await pass(1)
    expect(keeper.isFailing.value).toBe(true)
  })

  it('isn’t held up for good by a line that is never answered', async () => {
    const { keep, become, pass, ids } = await keeping()
    become('hangs')
    await keep(1, 2)
    await pass(3_000)
    become('well')
    await pass(5_000)
    expect(ids()).toEqual([1, 2])
  })

  it('is kept where a write arrives after it was given up, and isn’t tried again', async () => {
    const { keep, become, pass, thaw, ids, keeper, timers } = await keeping()
    become('hangs')
    await keep(1)
    await pass(3_000)
    thaw()
    await flushPromises()
    expect(ids()).toEqual([1])
    expect(keeper.isFailing.value).toBe(false)
    expect(timers()).toBe(0)
  })

  it('is written at once when the device turns out to answer after all', async () => {
    const { keep, become, pass, thaw, ids } = await keeping()
    become('hangs')
    await keep(1, 2)
    await pass(3_000)
    become('well')
    thaw()
    await flushPromises()
    expect(ids()).toEqual([1, 2])
  })

  it('is given to the device one line at a time, however many wait', async () => {
    const { keep, become, asked } = await keeping()
    become('hangs')
    await keep(1, 2, 3)
    expect(asked()).toBe(1)
  })

  it('is tried once more when its page ends, which leaves no timer', async () => {
    const { keep, become, dispose, ids, timers } = await keeping()
    become('refuses')
    await keep(1, 2)
    become('well')
    dispose()
    await flushPromises()
    expect(ids()).toEqual([1, 2])
    expect(timers()).toBe(0)
  })
})

describe('the end', () => {
  it('tries once more what was refused, and waits for it', async () => {
    const { keep, become, ids, keeper } = await keeping()
    become('refuses')
    await keep(1)
    become('well')
    await keeper.settled()
    expect(ids()).toEqual([1])
    expect(keeper.isFailing.value).toBe(false)
  })

  it('waits three seconds at most, and never takes for kept what isn’t', async () => {
    const { keep, become, pass, keeper } = await keeping()
    become('hangs')
    await keep(1)
    await pass(1_000)
    const settled = vi.fn()
    void keeper.settled().then(settled)
    await pass(3_000)
    expect(settled).toHaveBeenCalledOnce()
    expect(keeper.isFailing.value).toBe(true)
  })

  it('takes for failed what a slow device hasn’t come to by then', async () => {
    const { keep, become, pass, thaw, keeper } = await keeping()
    become('hangs')
    await keep(1, 2)
    const settled = keeper.settled()
    await pass(2_000)
    thaw()
    await flushPromises()
    await pass(1_000)
    await settled
    expect(keeper.isFailing.value).toBe(true)
  })

  it('isn’t held up where its page ends meanwhile', async () => {
    const { keep, become, dispose, keeper, timers } = await keeping()
    become('hangs')
    await keep(1)
    const settled = keeper.settled()
    dispose()
    await settled
    expect(timers()).toBe(0)
  })
})

describe('who wants nothing kept', () => {
  it('has nothing kept, nor anything that still waited', async () => {
    const { keep, become, pass, ids, keeper } = await keeping()
    await keep(1)
    become('refuses')
    await keep(2)
    become('well')
    await keeper.drop()
    await pass(20_000)
    await keep(3)
    expect(ids()).toEqual([])
  })

  it('is told within six seconds where the device doesn’t answer', async () => {
    const { keep, become, pass, keeper } = await keeping()
    become('hangs')
    await keep(1)
    const refused = vi.fn()
    keeper.drop().catch(refused)
    await pass(3_000)
    await pass(3_000)
    expect(refused).toHaveBeenCalledOnce()
    expect(keeper.isFailing.value).toBe(true)
  })

  it('is told where the device refuses, and may try again', async () => {
    const { keep, become, ids, keeper } = await keeping()
    await keep(1)
    become('refuses')
    await expect(keeper.drop()).rejects.toThrow()
    become('well')
    await keeper.drop()
    expect(ids()).toEqual([])
  })
})

describe('what was kept before', () => {
  it('comes back', async () => {
    const { keep, keeper } = await keeping()
    await keep(1)
    expect(await keeper.recall()).toMatchObject([{ id: 1 }])
  })

  it('is failing where the device refuses it, until a line is written again', async () => {
    const { keep, become, keeper } = await keeping()
    become('refuses')
    expect(await keeper.recall()).toBeNull()
    expect(keeper.isFailing.value).toBe(true)
    become('well')
    await keep(1)
    expect(keeper.isFailing.value).toBe(false)
  })

  it('is waited for 1.5 s; to be slow isn’t to fail', async () => {
    const { become, pass, keeper } = await keeping()
    become('hangs')
    const recalled = vi.fn()
    void keeper.recall().then(recalled)
    await pass(1_499)
    expect(recalled).not.toHaveBeenCalled()
    await pass(1)
    expect(recalled).toHaveBeenCalledExactlyOnceWith(null)
    expect(keeper.isFailing.value).toBe(false)
  })
})
