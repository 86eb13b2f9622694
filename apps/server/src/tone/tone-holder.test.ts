import type { Affect } from '@undertone/shared'
import type { VoiceFrame } from '@undertone/voice'
import { describe, expect, it } from 'vitest'
import { voiceFrame } from '../../test/support/scripted-voice.ts'
import { listenTo } from '../../test/support/held-turn.ts'
import { mergedConfidence } from './merged-confidence.ts'
import { hearState, hold, nothingHeld } from './tone-holder.ts'

const calm = sounding('calm', 0.8)
const angry = sounding('angry', 0.8)
const unclear = sounding('neutral', 0.3)

describe('a turn of speech', () => {
  it('is told with the first frame that reaches the floor, however unclear those before it were', () => {
    const { events, states } = listenTo([unclear, unclear, sounding('sad', 0.41)])
    expect(events).toMatchObject([{ atS: 1, affect: 'sad', confidence: 0.41 }])
    expect(states).toEqual(['unclear', 'unclear', 'speaking'])
  })

  it('is told again only every four seconds while nothing changes', () => {
    expect(listenTo(times(20, calm)).events.map(({ atS }) => atS)).toEqual([0, 4, 8])
  })

  it('starts afresh after a pause', () => {
    const { hold: after } = hold(nothingHeld, calm, 1)
    const { say } = hold(hearState(after, 'listening'), angry, 1.2)
    expect(say).toMatchObject({ affect: 'angry', confidence: mergedConfidence(0.8) })
  })
})

describe('a label', () => {
  it('stays through a single frame that says otherwise', () => {
    const { events } = listenTo([...times(6, calm), angry, ...times(6, calm)])
    expect(new Set(events.map(({ affect }) => affect))).toEqual(new Set(['calm']))
  })

  it('is left a second after another came with every frame', () => {
    const { events } = listenTo([...times(6, calm), ...times(6, angry)])
    expect(events.map(({ affect, atS }) => [affect, atS])).toEqual([
      ['calm', 0],
      ['angry', 4],
    ])
  })

  it('is told with its own confidence, not with that of what is ahead of it', () => {
    // The second event of the calm voice falls on a frame that is angry.
    const { events } = listenTo([...times(8, sounding('calm', 0.95)), angry])
    expect(events).toMatchObject([{ affect: 'calm' }, { atS: 4, affect: 'calm' }])
    expect(events[1]?.confidence).toBeLessThan(0.7)
  })

  it('isn’t claimed once it is under the floor, and not again until it is clearly over it', () => {
    const barely = sounding('calm', 0.44)
    const { events, states } = listenTo([calm, ...times(8, unclear), ...times(10, barely), ...times(4, calm)])
    expect(states.slice(8, 19)).toEqual(times(11, 'unclear'))
    expect(events.map(({ atS }) => atS)).toEqual([0, 9.5])
  })
})

describe('what is told before its time', () => {
  it('is a marked change of arousal', () => {
    const loud = { ...calm, arousal: 0.4 }
    const { events } = listenTo([...times(4, calm), ...times(3, loud)])
    expect(events.map(({ atS }) => atS)).toEqual([0, 2.5])
    expect(events[1]?.arousal).toBeGreaterThan(0)
  })

  it('is a flag that comes', () => {
    const loud = { ...calm, prosody: { ...calm.prosody, loudnessDb: -20 } }
    const { events } = listenTo([...times(21, calm), ...times(3, loud)])
    expect(events.at(-1)).toMatchObject({ atS: 10.5, flags: ['loud'] })
  })

  it('isn’t a flag that goes', () => {
    const loud = { ...calm, prosody: { ...calm.prosody, loudnessDb: -20 } }
    const { events } = listenTo([...times(20, calm), ...times(2, loud), ...times(8, calm)])
    expect(events.map(({ atS, flags }) => [atS, flags])).toEqual([
      [0, []],
      [4, []],
      [8, []],
      [10, ['loud']],
      [14, []],
    ])
  })
})

describe('what the classifier says of the voice', () => {
  it('is passed on', () => {
    const speaking = hearState(nothingHeld, 'speaking')
    const states = [speaking, hearState(speaking, 'unclear'), hearState(speaking, 'listening')]
    expect(states.map(({ speechState }) => speechState)).toEqual(['speaking', 'unclear', 'listening'])
  })

  it('doesn’t make an unclear voice clear: its frames do', () => {
    const doubtful = hearState(hold(nothingHeld, unclear, 0).hold, 'speaking')
    expect(doubtful.speechState).toBe('unclear')
    expect(hold(doubtful, calm, 0.5).hold.speechState).toBe('speaking')
  })

  it('leads to an event where it was unclear between two clear frames', () => {
    const { hold: clear } = hold(nothingHeld, calm, 0)
    expect(hold(hearState(clear, 'unclear'), calm, 1).say).toMatchObject({ affect: 'calm' })
  })
})

function sounding(affect: Affect, confidence: number): VoiceFrame {
  return voiceFrame({ affect, confidence })
}

function times<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item)
}
