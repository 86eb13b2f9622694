import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startHeardVoice, startVoice } from '../test/started-voice.ts'
import { pcmFrame } from '../test/voice-world.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('captures of one device', () => {
  it('say nothing that is heeded once they were let go', async () => {
    const world = await startHeardVoice()
    world.feed.stop()
    world.feed.start()
    await flushPromises()
    const old = world.voices[0]?.sink
    old?.mute(true)
    old?.over('lost')
    world.sockets.last().ready()
    old?.push(pcmFrame())
    expect(world.feed.phase.value).toBe('on')
    expect(world.voices).toHaveLength(2)
    expect(world.sockets.last().sent).toHaveLength(0)
  })

  it('never overlap: a new one waits until the one before has come and gone', async () => {
    const world = await startVoice({ asks: true })
    world.feed.stop()
    world.feed.start()
    await flushPromises()
    expect(world.questions).toHaveLength(1)
    world.questions.shift()?.()
    await flushPromises()
    expect(world.openVoices()).toHaveLength(0)
    world.questions.shift()?.()
    await flushPromises()
    expect(world.openVoices()).toHaveLength(1)
    expect(world.feed.phase.value).toBe('on')
  })

  it('don’t wait for ever for a question that nobody answers', async () => {
    const world = await startVoice({ asks: true })
    world.feed.stop()
    world.feed.start()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.questions).toHaveLength(2)
    world.questions.forEach((answer) => answer())
    await flushPromises()
    expect(world.openVoices()).toHaveLength(1)
  })

  it('never begin for who left while they waited', async () => {
    const world = await startVoice({ asks: true })
    world.feed.stop()
    world.feed.start()
    world.feed.stop()
    world.questions.shift()?.()
    await flushPromises()
    expect(world.questions).toHaveLength(0)
    expect(world.openVoices()).toHaveLength(0)
  })
})
