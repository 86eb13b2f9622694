import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { setVisibility } from '../test/page.ts'
import { live, started } from '../test/started-stream.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setVisibility('visible')
  return () => vi.useRealTimers()
})

describe('the stream of a page that is hidden', () => {
  it('closes the stream when hidden, and never ends the session', () => {
    const { streams, stream } = live()
    setVisibility('hidden')
    expect(streams.openNow()).toHaveLength(0)
    expect(stream.phase.value).toBe('hidden')
  })

  it('opens nothing on a page that nobody sees, until it is seen', async () => {
    setVisibility('hidden')
    const { streams, stream } = started()
    expect(stream.phase.value).toBe('hidden')
    expect(streams.all).toHaveLength(0)
    setVisibility('visible')
    await flushPromises()
    expect(streams.openNow()).toHaveLength(1)
  })

  it('writes down what a hidden page listens to, as caught up, until it listens no more', async () => {
    const { streams, tones, stream, heard, goesOn } = live()
    goesOn.hidden = true
    setVisibility('hidden')
    expect(streams.openNow()).toHaveLength(1)
    expect(stream.isSeen.value).toBe(false)
    streams.last().tone(1)
    expect(heard).toMatchObject([{ id: 1, caughtUp: true }])
    stream.rest()
    expect(streams.openNow()).toHaveLength(0)
    setVisibility('visible')
    streams.last().open(1)
    streams.last().tone(2)
    expect(tones.items.at(-1)).toMatchObject({ id: 2, caughtUp: false })
  })

  it('replaces the stream of a hidden page that listened on, as it may be dead', () => {
    const { streams, goesOn } = live()
    goesOn.hidden = true
    setVisibility('hidden')
    const before = streams.last()
    setVisibility('visible')
    expect(streams.last()).not.toBe(before)
    expect(streams.openNow()).toHaveLength(1)
  })

  it('listens on for no page that is put away or frozen', () => {
    const { streams, goesOn } = live()
    goesOn.hidden = true
    window.dispatchEvent(new Event('pagehide'))
    expect(streams.openNow()).toHaveLength(0)
  })

  it('wakes up where somebody turns to a page that never said it was back', () => {
    const { streams } = live()
    document.dispatchEvent(new Event('freeze'))
    expect(streams.openNow()).toHaveLength(0)
    document.dispatchEvent(new Event('pointerdown'))
    expect(streams.openNow()).toHaveLength(1)
  })
})
