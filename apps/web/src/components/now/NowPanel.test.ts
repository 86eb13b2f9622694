import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { screenOf } from '../../test/render.ts'
import { toneEvent } from '../../test/tone-event.ts'
import NowPanel from './NowPanel.vue'
import type { NowSituation } from './now-view.ts'

describe('the now panel', () => {
  it('shows a tone as word, form, sureness, subtext, shift and prosody', () => {
    const { screen, form } = shown({
      latest: toneEvent({
        shift_direction: 'escalating',
        shift_magnitude: 0.5,
        prosody_flags: ['fast', 'high_pitch'],
      }),
      speech: 'speaking',
    })
    expect(screen.word()).toBe('tense')
    expect(form).toBe('angry')
    for (const words of ['fairly sure', 'Tone: tense', 'rising · fast · high voice'])
      expect(screen.text()).toContain(words)
  })

  it.each([
    [0.45, 'a guess'],
    [0.55, 'fairly sure'],
    [0.8, 'quite sure'],
  ])('says %d as %s', (confidence, words) => {
    expect(shown({ latest: toneEvent({ confidence }), speech: 'speaking' }).screen.text()).toContain(words)
  })

  it('claims nothing where nothing is clear', () => {
    const { screen, form } = shown({ latest: toneEvent(), speech: 'unclear' })
    expect(screen.word()).toBe('Unclear')
    expect(form).toBe('unclear')
    expect(screen.text()).not.toContain('sure')
  })

  it('listens in a silence, and says what it heard last', () => {
    const { screen } = shown({ latest: toneEvent({ timestamp: 62 }), speech: 'listening' })
    expect(screen.word()).toBe('Listening…')
    expect(screen.text()).toContain('Last heard: tense, at 1:02')
  })

  it.each([
    ['off', 'mic_off', 'Microphone off'],
    ['paused', 'speaking', 'Microphone paused'],
    ['starting', null, 'Getting ready…'],
    ['on', null, 'One moment…'],
    ['on', 'mic_off', 'Getting ready…'],
    ['off', 'listening', 'Listening…'],
  ] as const)('says of a microphone that is %s (server: %s): %s', (voice, speech, word) => {
    expect(shown({ voice, speech }).screen.word()).toBe(word)
  })

  it('never gives a turn of speech the tone of the one before', () => {
    const { screen } = shown({ latest: toneEvent(), isLatestOfNow: false, speech: 'speaking' })
    expect(screen.word()).toBe('Hearing a voice…')
    expect(screen.text()).not.toContain('tense')
  })

  it('never says that it listens while the server takes nothing', () => {
    expect(shown({ isReady: false, speech: 'listening' }).screen.word()).toBe('Getting ready…')
  })

  it('claims no tone of now once the way to the server is lost', () => {
    const { screen } = shown({ latest: toneEvent({ timestamp: 62 }), speech: 'speaking', isCutOff: true })
    expect(screen.word()).toBe('Not connected')
    expect(screen.text()).toContain('Last heard: tense, at 1:02')
    expect(screen.text()).not.toContain('fairly sure')
  })

  it.each([
    ['listening', 'With patient attention:', 'Listening…'],
    ['unclear', 'With honest doubt:', 'Unclear'],
    ['mic_off', 'In respectful silence:', 'Microphone off'],
  ] as const)('says how an elcor says it, also where nothing is claimed: %s', (speech, line, word) => {
    const voice = speech === 'mic_off' ? 'off' : 'on'
    const { screen } = shown({ voice, speech, isElcor: true })
    expect([screen.word(), screen.text().includes(line)]).toEqual([word, true])
    expect(shown({ voice, speech }).screen.text()).not.toContain(line)
  })

  it('is no live region: it would never stop talking', () => {
    const { wrapper } = shown({ latest: toneEvent(), speech: 'speaking' })
    expect(wrapper.find('[aria-live], [role="status"], [role="alert"]').exists()).toBe(false)
  })
})

const usual = {
  latest: null,
  isLatestOfNow: true,
  speech: null,
  voice: 'on',
  isReady: true,
  isCutOff: false,
} as const

function shown(about: Partial<NowSituation>) {
  const wrapper = mount(NowPanel, { props: { ...usual, ...about } })
  const form = wrapper
    .get('svg')
    .classes()
    .find((name) => name.startsWith('affect-'))
    ?.slice('affect-'.length)
  return { wrapper, form, screen: screenOf(wrapper) }
}
