import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { setVisibility } from '../test/page.ts'
import { hideAndReturn, ids, live } from '../test/started-stream.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setVisibility('visible')
  return () => vi.useRealTimers()
})

describe('useToneStream', () => {
  it('shows what comes, and asks a new stream to go on from the last id', async () => {
    const { streams, tones } = live()
    streams.last().tone(1)
    streams.last().tone(2, { label: 'warm' })
    expect(tones.latest?.event.label).toBe('warm')
    await hideAndReturn()
    expect(streams.last().url).toBe('/session/s/stream?last_event_id=2')
  })

  it('shows no tone with an id that can’t be counted on from', async () => {
    const { streams, tones } = live()
    streams.last().tone(1)
    streams.last().tone(2 ** 53)
    await hideAndReturn()
    expect(tones.items).toMatchObject([{ id: 1 }])
    expect(streams.last().url).toBe('/session/s/stream?last_event_id=1')
  })

  it('takes a tone for the one of now only while it is of the turn at hand', () => {
    const { streams, tones } = live()
    streams.last().speech('speaking', 10)
    expect(tones.isLatestOfNow).toBe(false)
    streams.last().tone(1, { timestamp: 9.2 })
    expect(tones.isLatestOfNow).toBe(true)
    streams.last().speech('listening', 12)
    streams.last().speech('speaking', 20)
    expect(tones.isLatestOfNow).toBe(false)
    streams.last().tone(2, { timestamp: 21 })
    expect(tones.isLatestOfNow).toBe(true)
  })

  it('no longer knows what is heard once its stream is closed, whatever it catches up with', async () => {
    const { streams, tones } = live()
    streams.last().tone(1)
    await hideAndReturn()
    expect(tones.speech).toBeNull()
    streams.last().open(2)
    streams.last().tone(2)
    expect(tones.speech).toBeNull()
    streams.last().tone(3)
    expect(tones.speech).toBe('speaking')
  })

  it('shows no tone as the one of now once the server has said nothing of it for ten seconds', async () => {
    const { streams, tones, stream } = live()
    streams.last().tone(1)
    await vi.advanceTimersByTimeAsync(9_900)
    expect(tones.speech).toBe('speaking')
    streams.last().tone(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(tones.speech).toBeNull()
    expect(stream.phase.value).toBe('live')
  })

  it('counts a way that was lost, and not a stream that ended at its age', async () => {
    const { streams, stream } = live()
    streams.last().fail()
    await flushPromises()
    streams.last().open(0)
    expect(stream.wayLosses.value).toBe(0)
    await vi.advanceTimersByTimeAsync(40_000)
    streams.last().open(0)
    expect(stream).toMatchObject({ phase: { value: 'live' }, wayLosses: { value: 1 } })
  })

  it('goes on with one stream when the session lives', async () => {
    const { streams, stream, awake } = live()
    await hideAndReturn()
    expect(streams.openNow()).toHaveLength(1)
    streams.last().open(0)
    expect(stream.phase.value).toBe('live')
    expect(awake).toEqual([true, false, true])
  })

  it('says expired when the session is gone, once', async () => {
    const { expired, stream } = live('gone')
    await hideAndReturn()
    expect(stream.phase.value).toBe('expired')
    expect(expired).toHaveBeenCalledOnce()
  })

  it('keeps everything and tries again when nobody can tell', async () => {
    const world = live('unsure')
    world.streams.last().tone(1)
    await hideAndReturn()
    expect(world.stream.phase.value).toBe('waiting')
    expect(world.stream.isTroubled.value).toBe(true)
    expect(world.tones.items).toHaveLength(1)
    expect(world.expired).not.toHaveBeenCalled()
    world.answer = 'alive'
    await vi.advanceTimersByTimeAsync(1_000)
    world.streams.last().open(1)
    expect(world.stream.phase.value).toBe('live')
    expect(world.stream.isTroubled.value).toBe(false)
  })

  it('knows a server that gives no stream from one that can’t be reached', async () => {
    const world = live('alive')
    const said = () => [world.stream.isTroubled.value, world.stream.isRefused.value]
    await refuseStreams(world)
    expect(said()).toEqual([true, true])
    world.answer = 'unsure'
    await vi.advanceTimersByTimeAsync(1_000)
    expect(said()).toEqual([true, false])
    world.answer = 'alive'
    await vi.advanceTimersByTimeAsync(2_000)
    await refuseStreams(world)
    expect(said()).toEqual([true, true])
    window.dispatchEvent(new Event('offline'))
    expect(said()).toEqual([true, false])
  })

  it('opens one stream for a quick hide and show, however often', async () => {
    const { streams } = live()
    for (let i = 0; i < 5; i++) {
      setVisibility('hidden')
      setVisibility('visible')
    }
    await flushPromises()
    expect(streams.openNow()).toHaveLength(1)
  })

  it('says no word of trouble on a return on which all is well', async () => {
    const { streams, stream } = live()
    setVisibility('hidden')
    setVisibility('visible')
    expect(stream.isTroubled.value).toBe(false)
    await flushPromises()
    streams.last().open(0)
    expect(stream.isTroubled.value).toBe(false)
  })

  it('shows every event once, though it comes twice', async () => {
    const { streams, tones, heard } = live()
    streams.last().tone(1)
    await hideAndReturn()
    streams.last().open(2)
    streams.last().tone(1)
    streams.last().tone(2)
    expect(ids(tones.items)).toEqual([1, 2])
    expect(heard).toHaveLength(2)
  })

  it('marks what was replayed as caught up, and what is live as not', async () => {
    const { streams, tones } = live()
    await hideAndReturn()
    streams.last().open(1)
    streams.last().tone(1)
    streams.last().tone(2)
    expect(tones.items).toMatchObject([{ caughtUp: true }, { caughtUp: false }])
  })

  it('shows what was missed for good as a gap, in its place', async () => {
    const { streams, tones } = live()
    streams.last().tone(1)
    await hideAndReturn()
    streams.last().open(9, { missed: { from: 2, to: 7 } })
    streams.last().tone(8)
    expect(tones.items).toMatchObject([{ id: 1 }, { kind: 'gap', from: 2, to: 7 }, { id: 8 }])
  })

  it('keeps what was shown when the server remembers less, and counts anew', async () => {
    const { streams, tones } = live()
    for (const id of [1, 2, 3]) streams.last().tone(id)
    await hideAndReturn()
    streams.last().open(1, { resumed_from: null })
    streams.last().tone(2)
    expect(ids(tones.items)).toEqual([1, 2, 3, 2])
    expect(tones.items.map(({ seq }) => seq)).toEqual([0, 1, 2, 3])
  })

  it('drops what it can’t read, and goes on', () => {
    const { streams, tones } = live()
    streams.last().say('tone-event', '{"event_type":"tone"', '1')
    streams.last().say('tone-event', { event_type: 'tone' }, '2')
    streams.last().tone(3)
    expect(ids(tones.items)).toEqual([3])
  })

  it('replaces a stream that has been silent for 40 s', async () => {
    const { streams } = live()
    streams.last().say('ping', { timestamp: 1 })
    await vi.advanceTimersByTimeAsync(39_999)
    expect(streams.all).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(streams.all).toHaveLength(2)
    expect(streams.openNow()).toHaveLength(1)
  })

  it('comes back at once on online', async () => {
    const { streams, stream } = live()
    window.dispatchEvent(new Event('offline'))
    expect(stream.isTroubled.value).toBe(true)
    window.dispatchEvent(new Event('online'))
    await flushPromises()
    streams.last().open(0)
    expect(stream.phase.value).toBe('live')
  })

  it('hears nothing more from a stream that it has let go of', async () => {
    const { streams, tones } = live()
    const old = streams.last()
    await hideAndReturn()
    old.tone(1)
    old.say('session-end', { session_id: 's', reason: 'expired' })
    expect(tones.items).toEqual([])
  })

  it('lets go of everything with its page', () => {
    const { streams, dispose, awake } = live()
    dispose()
    expect(streams.openNow()).toHaveLength(0)
    expect(vi.getTimerCount()).toBe(0)
    expect(awake.at(-1)).toBe(false)
  })
})

/** However often it is asked for one, until the page says so. */
async function refuseStreams({ streams, stream }: ReturnType<typeof live>): Promise<void> {
  while (stream.phase.value !== 'waiting') {
    streams.last().fail()
    await flushPromises()
  }
}
