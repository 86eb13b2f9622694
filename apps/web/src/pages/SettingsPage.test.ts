import { describe, expect, it, vi } from 'vitest'
import { accessCodeKey } from '../api/access-code-memory.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { createFakeWorld } from '../test/fake-world.ts'
import { render } from '../test/render.ts'
import SettingsPage from './SettingsPage.vue'

describe('the settings', () => {
  it.each([
    ['theme-contrast', 'theme', 'contrast'],
    ['text-size-200', 'textSize', 200],
    ['speech-off', 'speech', 'off'],
    ['language-de', 'language', 'de'],
    ['idle-ttl-900', 'idleTtlS', 900],
    ['keep-notes-7', 'keepNotesDays', 7],
  ] as const)('hold at once: %s', async (id, name, value) => {
    const { wrapper } = await settingsPage()
    await wrapper.get(`#${id}`).setValue()
    expect(useSettingsStore()[name]).toBe(value)
  })

  it.each([
    ['still', 'isStill'],
    ['elcor', 'isElcor'],
    ['listens', 'listensWhileHidden'],
  ] as const)('are switched on and off: %s', async (id, name) => {
    const { wrapper } = await settingsPage()
    await wrapper.get(`#${id}`).setValue(true)
    expect(useSettingsStore()[name]).toBe(true)
    await wrapper.get(`#${id}`).setValue(false)
    expect(useSettingsStore()[name]).toBe(false)
  })

  it('show what was chosen before', async () => {
    const { wrapper } = await settingsPage()
    useSettingsStore().theme = 'dark'
    await wrapper.vm.$nextTick()
    const checked = wrapper.findAll('[name="theme"]:checked').map((input) => input.attributes('value'))
    expect(checked).toEqual(['dark'])
  })

  it('offer vibration where the device can, and say so where it can’t', async () => {
    const { wrapper } = await settingsPage()
    expect(wrapper.find('#vibrates').exists()).toBe(false)
    expect(wrapper.text()).toContain('can’t vibrate')
    vi.stubGlobal('navigator', { vibrate: () => true })
    const again = await settingsPage()
    vi.unstubAllGlobals()
    expect(again.wrapper.find('#vibrates').exists()).toBe(true)
  })

  it('offer to forget the access code where there is one, and a keyboard goes on at what is said', async () => {
    localStorage.setItem(accessCodeKey, 'sesame')
    const { screen, wrapper } = await settingsPage()
    expect(screen.text()).toContain('This device remembers the access code')
    await screen.button('Forget the access code').trigger('click')
    expect(localStorage.getItem(accessCodeKey)).toBeNull()
    expect(document.activeElement?.textContent).toContain('Forgotten.')
    wrapper.unmount()
    const again = await settingsPage()
    expect(again.screen.text()).not.toMatch(/access code|Forgotten/)
  })

  it('name every group and describe every choice', async () => {
    const { wrapper } = await settingsPage()
    for (const group of wrapper.findAll('fieldset')) expect(group.get('legend').text()).not.toBe('')
    for (const input of wrapper.findAll('input')) expect(input.element.labels?.[0]?.textContent).toMatch(/\w/)
  })
})

async function settingsPage() {
  return render(SettingsPage, {}, createFakeWorld())
}
