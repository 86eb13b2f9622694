import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { en } from '../messages/en.ts'
import type { Messages } from '../messages/en.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { withScope } from '../test/with-scope.ts'
import { useLanguage } from './useLanguage.ts'

const german: Messages = { ...en, language: 'de' }

describe('the page’s language', () => {
  it('is English at once, without a fetch', () => {
    const { result } = speaking(['en'], () => Promise.reject(new Error('offline')))
    expect(result.isReady.value).toBe(true)
    expect(result.fetched.value).toBeNull()
  })

  it('is the browser’s, once its words are there: nothing is shown in another before', async () => {
    const { result, root } = speaking(['de-DE'], () => Promise.resolve(german))
    expect(result.isReady.value).toBe(false)
    await flushPromises()
    expect(result).toMatchObject({ isReady: { value: true }, fetched: { value: german } })
    expect(root.lang).toBe('de')
  })

  it('is English where the words of another can’t be fetched', async () => {
    const { result, root } = speaking(['de'], () => Promise.reject(new Error('offline')))
    await flushPromises()
    expect(result.fetched.value).toBeNull()
    expect([result.isReady.value, root.lang]).toEqual([true, 'en'])
  })

  it('changes with the setting, and the last choice wins however late its words come', async () => {
    let arrive: (words: Messages) => void = () => undefined
    const { result, settings } = speaking(['en'], () => new Promise((resolve) => (arrive = resolve)))
    settings.language = 'de'
    await flushPromises()
    settings.language = 'en'
    await flushPromises()
    arrive(german)
    await flushPromises()
    expect(result.fetched.value).toBeNull()
  })
})

function speaking(preferred: string[], fetchMessages: () => Promise<Messages>) {
  const root = { lang: 'en' }
  const made = withScope(() => ({
    ...useLanguage({ preferred, root, fetchMessages }),
    settings: useSettingsStore(),
  }))
  return { result: made.result, settings: made.result.settings, root }
}
