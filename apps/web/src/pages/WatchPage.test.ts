import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeWorld } from '../test/fake-world.ts'
import { setVisibility } from '../test/page.ts'
import { render } from '../test/render.ts'
import WatchPage from './WatchPage.vue'

beforeEach(() => setVisibility('visible'))

describe('who watches', () => {
  it('sees all that was heard so far, and what is heard now, with nothing to control', async () => {
    const { screen, streams, wrapper } = await watching()
    expect(streams.last().url).toBe('/session/v/stream?last_event_id=0')
    streams.last().open(1)
    streams.last().tone(1, { label: 'warm' })
    streams.last().tone(2, { label: 'tense' })
    await flushPromises()
    expect(screen.word()).toBe('tense')
    expect(screen.heard()).toEqual([expect.stringContaining('tense'), expect.stringContaining('warm')])
    expect(screen.text()).not.toContain('caught up')
    // The picture may be looked at from nearer or further: that is the viewer's own.
    expect(wrapper.findAll('button').filter(({ element }) => !element.closest('figure'))).toEqual([])
  })

  it.each(['ended', 'expired'] as const)(
    'is told when it is over (%s), and keeps what was shown',
    async (reason) => {
      const { screen, streams, wrapper } = await watching()
      streams.last().open(0)
      streams.last().tone(1, { label: 'warm' })
      streams.last().say('session-end', { session_id: 'v', reason })
      await flushPromises()
      expect(wrapper.attributes('data-connection')).toBe(reason)
      expect(screen.status()).toBe('This conversation is over. What was heard is still below.')
      expect(screen.heard()).toEqual([expect.stringContaining('warm')])
    },
  )

  it('reads what may be so where the link leads to nothing, and of no conversation', async () => {
    const { screen, answers, streams } = await watching()
    answers.check = 'gone'
    streams.last().fail()
    await flushPromises()
    expect(screen.status()).toContain('There is nothing to watch here.')
    expect(screen.text()).not.toContain('What was heard')
    expect(screen.text()).toContain('Back to the start')
  })

  it('is told of a conversation that ended before a word was heard', async () => {
    const { screen, streams } = await watching()
    streams.last().open(0)
    streams.last().say('session-end', { session_id: 'v', reason: 'ended' })
    await flushPromises()
    expect(screen.status()).toBe('This conversation is over.')
  })

  it('waits where the server can’t be reached, and calls nothing over', async () => {
    const { screen, answers, streams, wrapper } = await watching()
    answers.check = 'unsure'
    streams.last().fail()
    await flushPromises()
    expect(screen.status()).toBe('Offline. Trying again.')
    expect(screen.word()).toBe('Not connected')
    expect(wrapper.attributes('data-connection')).toBe('waiting')
  })

  it('blames no network where it is the server that sends nothing', async () => {
    const { screen, streams } = await watching()
    for (let attempts = 0; attempts < 2; attempts++) {
      streams.last().fail()
      await flushPromises()
    }
    expect(screen.status()).toBe('The server isn’t sending anything just now. Trying again.')
  })

  it('is told nothing of a microphone before the server has said a word', async () => {
    const { screen, streams } = await watching()
    expect(screen.word()).toBe('One moment…')
    streams.last().open(0)
    streams.last().speech('mic_off')
    await flushPromises()
    expect(screen.word()).toBe('Microphone off')
  })

  it('leaves nothing of it on this device', async () => {
    const { streams, notes } = await watching()
    streams.last().open(0)
    streams.last().tone(1)
    await flushPromises()
    expect(await notes.list()).toEqual([])
  })

  it('comes back to what was said meanwhile', async () => {
    const { screen, streams, answers } = await watching()
    streams.last().open(0)
    streams.last().tone(1)
    setVisibility('hidden')
    answers.nowMs += 40_000
    setVisibility('visible')
    expect(streams.openNow()).toHaveLength(1)
    expect(streams.last().url).toBe('/session/v/stream?last_event_id=1')
    streams.last().open(2)
    streams.last().tone(2)
    await flushPromises()
    expect(screen.status()).toBe('You were away 40 s. Caught up.')
  })
})

async function watching() {
  const world = createFakeWorld()
  return { ...world, ...(await render(WatchPage, { id: 'v' }, world)) }
}
