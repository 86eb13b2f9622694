import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { toneEvent } from '../../test/tone-event.ts'
import SpokenTone from './SpokenTone.vue'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('speaks at most one line in ten seconds, and the newest one then', async () => {
  const wrapper = mount(SpokenTone, { props: { tone: toneEvent({ label: 'warm' }) } })
  await vi.advanceTimersByTimeAsync(10_000)
  await wrapper.setProps({ tone: toneEvent({ label: 'tense' }) })
  expect(wrapper.text()).toBe('Sounds tense, fairly sure')
  await wrapper.setProps({ tone: toneEvent({ label: 'flat' }) })
  await vi.advanceTimersByTimeAsync(5_000)
  await wrapper.setProps({ tone: toneEvent({ label: 'low' }) })
  expect(wrapper.text()).toBe('Sounds tense, fairly sure')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(wrapper.text()).toBe('Sounds low, fairly sure')
})
