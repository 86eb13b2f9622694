import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nextTick } from 'vue'
import type { HeardItem } from '../../stores/heard-item.ts'
import { heardTone } from '../../test/heard-tone.ts'
import { screenOf } from '../../test/render.ts'
import ToneTimeline from './ToneTimeline.vue'

const away: HeardItem = { kind: 'unheard', seq: 2, afterId: 2, fromS: 200, toS: 240, why: 'away' }
const items = [
  heardTone(0, 102, { label: 'tense', shift_direction: 'escalating' }),
  heardTone(1, 200, { label: 'calm', affect: 'calm', confidence: 0.8 }),
  away,
  { ...heardTone(3, 250, { label: 'low' }), caughtUp: true },
  heardTone(4, 400, { label: 'warm' }),
]
const notes = [{ id: 'n', atS: 320, text: 'She mentioned the invoice', writtenAtMs: 0 }]

describe('the keys of the timeline', () => {
  it('go from moment to moment, over what is missing and over notes', async () => {
    const { press, spoken } = await shown({ notes })
    await press('End')
    const said = [spoken()]
    for (let i = 0; i < 5; i++) {
      await press('ArrowLeft')
      said.push(spoken())
    }
    expect(said).toEqual([
      '6:40, warm, fairly sure',
      '5:20, Your note: She mentioned the invoice',
      '4:10, low, fairly sure, caught up',
      '3:20–4:00, Not listening for 40\u00a0s, while you were away.',
      '3:20, calm, quite sure',
      '1:42, tense, fairly sure, rising',
    ])
  })

  it('begin with the newest, and stop at both ends', async () => {
    const { press, spoken } = await shown()
    await press('ArrowLeft')
    expect(spoken()).toContain('warm')
    await press('ArrowRight')
    expect(spoken()).toContain('warm')
    await press('Home')
    await press('ArrowLeft')
    expect(spoken()).toContain('tense')
  })

  it('go by what the picture shows with Page Up and Page Down, up being later', async () => {
    const { press, spoken } = await shown()
    await press('End')
    await press('PageDown')
    expect(spoken()).toContain('low')
    await press('PageUp')
    expect(spoken()).toContain('warm')
  })

  it('zoom with plus and minus', async () => {
    const { press, scale } = await shown()
    await press('+')
    expect(scale()).toEqual(['5:25', 'now'])
    await press('-')
    expect(scale()).toEqual(['2\u00a0min ago', 'now'])
  })

  it('leave to the browser what is the browser’s', async () => {
    const { slider } = await shown()
    const event = new KeyboardEvent('keydown', { key: '+', ctrlKey: true, cancelable: true })
    slider.element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })
})

describe('a finger on the timeline', () => {
  it('that taps reads the moment there, and says which it is', async () => {
    const { tap, spoken, wrapper, screen } = await shown()
    await tap(334)
    expect(spoken()).toContain('warm')
    expect(screen.text()).toContain('6:40')
    expect(wrapper.emitted('moment')).toEqual([[400]])
  })

  it('that drags goes back in time, and picks nothing', async () => {
    const { pointer, scale, wrapper } = await shown()
    await pointer('pointerdown', 100)
    await pointer('pointermove', 206)
    await pointer('pointerup', 206)
    expect(scale()).toEqual(['4:00', '6:00'])
    expect(wrapper.emitted('moment')).toBeUndefined()
  })

  it('that turns out to scroll the page leaves the picture as it was', async () => {
    const { pointer, scale } = await shown()
    await pointer('pointerdown', 100)
    await pointer('pointermove', 206)
    await pointer('pointercancel', 206)
    expect(scale()).toEqual(['2\u00a0min ago', 'now'])
  })

  it('beside another pinches', async () => {
    const { pointer, scale } = await shown()
    await pointer('pointerdown', 16, 1)
    await pointer('pointerdown', 175, 2)
    await pointer('pointermove', 334, 2)
    await pointer('pointerup', 334, 2)
    await pointer('pointerup', 16, 1)
    expect(scale()).toEqual(['4:40', '5:40'])
  })

  it('taps on a flag rather than on the tone beside it', async () => {
    const { tap, spoken } = await shown({ notes: [{ id: 'n', atS: 396, text: 'door', writtenAtMs: 0 }] })
    await tap(333)
    expect(spoken()).toBe('6:36, Your note: door')
  })

  it('leaves the wheel to the page, unless it goes sideways', async () => {
    const { wheel } = await shown()
    expect(wheel({ deltaY: 100 })).toBe(false)
    expect(wheel({ deltaX: 100 })).toBe(true)
  })
})

describe('while the conversation goes on', () => {
  it('its end is in sight, until the person looks back; then what they look at stays', async () => {
    const { press, scale, wrapper, screen } = await shown()
    expect(scale()).toEqual(['2\u00a0min ago', 'now'])
    await press('Home')
    expect(scale()).toEqual(['0:42', '2:42'])
    await wrapper.setProps({ items: [...items, heardTone(5, 410)] })
    expect(scale()).toEqual(['0:42', '2:42'])
    await screen.button('Back to now').trigger('click')
    expect(scale()).toEqual(['2\u00a0min ago', 'now'])
  })

  it('a way back is offered only to who looks elsewhere, in a place that is always kept', async () => {
    const { press, screen, slider } = await shown()
    const back = screen.button('Back to now')
    expect(back.classes()).toContain('is-idle')
    await press('Home')
    expect(back.classes()).not.toContain('is-idle')
    await back.trigger('click')
    expect(back.classes()).toContain('is-idle')
    expect(document.activeElement).toBe(slider.element)
  })

  it('a slider that has the focus doesn’t talk on with every tone', async () => {
    const { wrapper, slider } = await shown()
    const before = slider.attributes()
    await wrapper.setProps({ items: [...items, heardTone(5, 410)] })
    expect(slider.attributes()).toEqual(before)
  })

  it('a note that is written at the moment at hand is read with it', async () => {
    const { press, spoken, wrapper } = await shown()
    await press('End')
    await wrapper.setProps({ notes: [{ id: 'n', atS: 400, text: 'the invoice', writtenAtMs: 0 }] })
    expect(spoken()).toBe('6:40, warm, fairly sure, Your note: the invoice')
  })
})

describe('once it is over', () => {
  it('all of it is shown, with its times, and can be shown again', async () => {
    const { press, scale, screen } = await shown({ isLive: false })
    expect(scale()).toEqual(['0:00', '6:40'])
    await press('+')
    expect(scale()).toEqual(['2:30', '6:40'])
    await screen.button('Show all').trigger('click')
    expect(scale()).toEqual(['0:00', '6:40'])
  })
})

it('waits, with nothing to read, where nothing was heard yet', async () => {
  const { press, spoken, wrapper } = await shown({ items: [] })
  await press('ArrowLeft')
  await press('End')
  expect(spoken()).toBe('No moment picked')
  expect(wrapper.emitted('moment')).toBeUndefined()
})

async function shown(about: Partial<InstanceType<typeof ToneTimeline>['$props']> = {}) {
  const props = { items, unclear: [], isLive: true, ...about }
  const wrapper = mount(ToneTimeline, { props, attachTo: document.body })
  onTestFinished(() => wrapper.unmount())
  // Until it listens.
  await nextTick()
  const slider = wrapper.get('[role="slider"]')
  const pointer = async (type: string, clientX: number, pointerId = 1) => {
    slider.element.dispatchEvent(new PointerEvent(type, { clientX, pointerId, pointerType: 'touch' }))
    await nextTick()
  }
  return {
    wrapper,
    slider,
    screen: screenOf(wrapper),
    press: (key: string) => slider.trigger('keydown', { key }),
    pointer,
    async tap(clientX: number) {
      await pointer('pointerdown', clientX)
      await pointer('pointerup', clientX)
    },
    wheel(about: WheelEventInit) {
      const event = new WheelEvent('wheel', { ...about, cancelable: true })
      slider.element.dispatchEvent(event)
      return event.defaultPrevented
    },
    spoken: () => slider.attributes('aria-valuetext'),
    scale: () => ['.from', '.until'].map((end) => wrapper.get(end).text()),
  }
}
