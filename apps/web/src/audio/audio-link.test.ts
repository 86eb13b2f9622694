import { audioCloseCode } from '@undertone/shared'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeSockets } from '../test/fake-audio-socket.ts'
import { createAudioLink } from './audio-link.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('the audio link', () => {
  it('sends nothing before the server listens', () => {
    const { link, sockets } = linked()
    link.send(frame())
    sockets.last().ready()
    link.send(frame())
    expect(sockets.last().sent).toHaveLength(1)
  })

  it('drops frames rather than falling more than a second behind', () => {
    const { link, sockets } = linked()
    sockets.last().ready()
    sockets.last().bufferedAmount = 32_001
    link.send(frame())
    sockets.last().bufferedAmount = 32_000
    link.send(frame())
    expect(sockets.last().sent).toHaveLength(1)
  })

  it('takes a socket that has been stuck for five seconds as broken, and opens another', () => {
    const { link, sockets, ready } = linked()
    const stuck = sockets.last()
    stuck.ready()
    stuck.bufferedAmount = 32_001
    for (let i = 0; i < 49; i++) link.send(frame())
    expect(stuck.isClosed).toBe(false)
    link.send(frame())
    expect(stuck.isClosed).toBe(true)
    expect(ready).toEqual([true, false])
    vi.advanceTimersByTime(1_000)
    expect(sockets.openNow()).toHaveLength(1)
  })

  it('comes back by itself, with growing pauses, and speaks only after an attempt has failed', () => {
    const { sockets, troubles } = linked()
    sockets.last().drop(abnormal)
    expect(troubles).toEqual([])
    vi.advanceTimersByTime(1_000)
    expect(sockets.all).toHaveLength(2)
    sockets.last().drop(abnormal)
    expect(troubles).toEqual(['dropped'])
    vi.advanceTimersByTime(1_999)
    expect(sockets.all).toHaveLength(2)
    vi.advanceTimersByTime(1)
    sockets.last().ready()
    expect(troubles).toEqual(['dropped', null])
  })

  it.each([
    [audioCloseCode.sessionOver, null],
    [audioCloseCode.noSession, null],
    [audioCloseCode.forbidden, 'otherAddress'],
    [audioCloseCode.takenOver, 'takenOver'],
  ])('takes close code %i as final', (code, trouble) => {
    const { sockets, closed } = linked()
    sockets.last().drop(code)
    vi.advanceTimersByTime(60_000)
    expect(closed).toHaveBeenCalledExactlyOnceWith(trouble)
    expect(sockets.all).toHaveLength(1)
  })

  it('tells once that the way stalls, when nothing is taken for five seconds', () => {
    const { link, sockets, stalled } = linked()
    sockets.last().ready()
    sockets.last().bufferedAmount = 32_001
    for (let i = 0; i < 49; i++) expect(link.send(frame())).toBe('dropped')
    expect(stalled).not.toHaveBeenCalled()
    for (let i = 0; i < 10; i++) link.send(frame())
    expect(stalled).toHaveBeenCalledOnce()
  })

  it('doubts the way when a socket that worked breaks, and not when one never came', () => {
    const { sockets, stalled } = linked()
    sockets.last().drop(abnormal)
    expect(stalled).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    sockets.last().ready()
    sockets.last().drop(abnormal)
    expect(stalled).toHaveBeenCalledOnce()
  })

  it('doubts no way over which the server said why it closes', () => {
    const { sockets, stalled } = linked()
    sockets.last().ready()
    sockets.last().drop(audioCloseCode.goingAway)
    expect(stalled).not.toHaveBeenCalled()
  })

  it('waits 15 seconds for the server to listen, then tries another socket', () => {
    const { sockets } = linked()
    const held = sockets.last()
    vi.advanceTimersByTime(14_999)
    expect(held.isClosed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(held.isClosed).toBe(true)
    vi.advanceTimersByTime(1_000)
    expect(sockets.openNow()).toHaveLength(1)
    sockets.last().ready()
    vi.advanceTimersByTime(60_000)
    expect(sockets.all).toHaveLength(2)
  })

  it('opens no socket once it is closed', () => {
    const { link, sockets } = linked()
    sockets.last().drop(abnormal)
    link.close()
    vi.advanceTimersByTime(60_000)
    expect(sockets.all).toHaveLength(1)
  })
})

/** What a browser says of a connection that broke (RFC 6455, 7.4.1). */
const abnormal = 1006

function linked() {
  const sockets = createFakeSockets()
  const troubles = new Array<'dropped' | null>()
  const ready = new Array<boolean>()
  const closed = vi.fn()
  const stalled = vi.fn()
  const link = createAudioLink({
    sessionId: 's',
    openSocket: sockets.open,
    random: () => 0.5,
    onReady: (isReady) => ready.push(isReady),
    onTrouble: (trouble) => troubles.push(trouble),
    onClosed: closed,
    onStall: stalled,
  })
  return { link, sockets, ready, troubles, closed, stalled }
}

function frame(): ArrayBuffer {
  return new ArrayBuffer(3_200)
}
