import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { useSettingsStore } from '../../stores/settings.ts'
import type { Settings } from '../../stores/setting-choices.ts'
import { toneEvent } from '../../test/tone-event.ts'
import SpokenTone from './SpokenTone.vue'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('speaks at most one line in ten seconds, and the newest one then', async () => {
  const wrapper = spoken('calm')
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

it('speaks every change where that is wanted', async () => {
  const wrapper = spoken('every')
  for (const label of ['tense', 'flat', 'low']) {
    await wrapper.setProps({ tone: toneEvent({ label }) })
    expect(wrapper.text()).toBe(`Sounds ${label}, fairly sure`)
  }
})

it('is silent where it is off, and begins at once when that changes', async () => {
  const wrapper = spoken('off')
  await wrapper.setProps({ tone: toneEvent({ label: 'tense' }) })
  expect(wrapper.text()).toBe('')
  useSettingsStore().speech = 'every'
  await vi.advanceTimersByTimeAsync(0)
  expect(wrapper.text()).toBe('Sounds tense, fairly sure')
})

function spoken(speech: Settings['speech']) {
  setActivePinia(createPinia())
  useSettingsStore().speech = speech
  return mount(SpokenTone, { props: { tone: toneEvent({ label: 'warm' }) } })
}
