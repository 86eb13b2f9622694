import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useSettingsStore } from '../stores/settings.ts'
import { withScope } from '../test/with-scope.ts'
import { useAppearance } from './useAppearance.ts'

const root = document.documentElement

beforeEach(() => {
  for (const name of root.getAttributeNames()) root.removeAttribute(name)
})

describe('the page’s looks', () => {
  it('are the system’s until something is chosen', () => {
    appearance()
    expect(root.getAttributeNames()).toEqual([])
  })

  it('follow the chosen theme, at once', async () => {
    const { settings } = appearance()
    settings.theme = 'dark'
    await nextTick()
    expect(root.dataset['theme']).toBe('dark')
    settings.theme = 'system'
    await nextTick()
    expect(root.dataset['theme']).toBeUndefined()
  })

  it('have high contrast where the system asks for it, and while it does', async () => {
    const { contrast } = appearance()
    contrast.change(true)
    await nextTick()
    expect(root.dataset['theme']).toBe('contrast')
    contrast.change(false)
    await nextTick()
    expect(root.dataset['theme']).toBeUndefined()
  })

  it('are the person’s choice before the system’s', async () => {
    const { settings, contrast } = appearance()
    settings.theme = 'light'
    contrast.change(true)
    await nextTick()
    expect(root.dataset['theme']).toBe('light')
  })

  it('grow with the text size, from what the browser has', async () => {
    const { settings } = appearance()
    settings.textSize = 200
    await nextTick()
    expect(root.style.fontSize).toBe('200%')
    settings.textSize = 100
    await nextTick()
    expect(root.style.fontSize).toBe('')
  })

  it('are still where that was chosen', async () => {
    const { settings } = appearance()
    settings.isStill = true
    await nextTick()
    expect(root.hasAttribute('data-still')).toBe(true)
  })

  it('colour the browser around the page as its paper, and as the system’s again', async () => {
    root.style.backgroundColor = 'rgb(1, 2, 3)'
    const { settings, themeColor } = appearance()
    expect(themeColor.content).toBe('#FAF8F4')
    settings.theme = 'dark'
    await nextTick()
    expect(themeColor.content).toBe('rgb(1, 2, 3)')
    settings.theme = 'system'
    await nextTick()
    expect(themeColor.content).toBe('#FAF8F4')
  })

  it('stop listening to the system with the page', () => {
    const { contrast, dispose } = appearance()
    expect(contrast.listeners()).toBe(1)
    dispose()
    expect(contrast.listeners()).toBe(0)
  })
})

function appearance() {
  const contrast = fakeQuery()
  const themeColor = Object.assign(document.createElement('meta'), { content: '#FAF8F4' })
  const { result: settings, dispose } = withScope(() => {
    useAppearance({ root, matchMedia: () => contrast.query, themeColors: [themeColor] })
    return useSettingsStore()
  })
  return { settings, contrast, themeColor, dispose }
}

/** A media query whose answer a test changes. */
function fakeQuery() {
  const told = new Set<() => void>()
  const query = {
    matches: false,
    addEventListener: (_type: 'change', tell: () => void) => void told.add(tell),
    removeEventListener: (_type: 'change', tell: () => void) => void told.delete(tell),
  }
  function change(matches: boolean): void {
    query.matches = matches
    told.forEach((tell) => tell())
  }
  return { query, change, listeners: () => told.size }
}
