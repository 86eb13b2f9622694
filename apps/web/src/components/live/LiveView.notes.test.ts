import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeWorld } from '../../test/fake-world.ts'
import { live, reading, session } from '../../test/live-world.ts'
import { refusingNotes } from '../../test/refusing-notes.ts'
import { render } from '../../test/render.ts'
import { typedNote } from '../../test/typed-note.ts'
import LiveView from './LiveView.vue'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  return () => vi.useRealTimers()
})

describe('a note that is typed while somebody speaks', () => {
  it('stands at the moment at which it was begun, and is on the device', async () => {
    const { screen, answers, notes, type } = await talking()
    answers.nowMs = 11_500
    await screen.button('Add a note').trigger('click')
    answers.nowMs = 60_500
    await type('she mentioned the invoice', 'Enter')
    expect(screen.heard()).toEqual([expect.stringMatching(/^0:12 ?Your note:she mentioned the invoice/)])
    await reading(() => false)
    expect(await notes.readNotes('s')).toMatchObject([{ atS: 12, text: 'she mentioned the invoice' }])
  })

  it('is about the moment that was picked, where one was', async () => {
    const { screen, wrapper, type } = await talking()
    wrapper.getComponent({ name: 'ToneTimeline' }).vm.$emit('moment', 7)
    await flushPromises()
    await screen.button('Add a note').trigger('click')
    await screen.button('Rather at 0:07').trigger('click')
    expect(screen.hasButton('Rather at 0:01')).toBe(true)
    await type('here', 'Enter')
    expect(screen.heard()).toEqual([expect.stringMatching(/^0:07/)])
  })

  it('isn’t ended by the Enter that ends a word put together from several keys, nor by one with Shift', async () => {
    const { screen, field, type } = await talking()
    await screen.button('Add a note').trigger('click')
    await field().setValue('請求書')
    await field().trigger('keydown', { key: 'Enter', isComposing: true })
    await field().trigger('keydown', { key: 'Enter', keyCode: 229 })
    await field().trigger('keydown', { key: 'Enter', shiftKey: true })
    expect(screen.heard()).toEqual([])
    await type('請求書', 'Enter')
    expect(screen.heard()).toHaveLength(1)
  })

  it('comes back after Escape, which a hand may hit by a slip', async () => {
    const { screen, field, type } = await talking()
    await screen.button('Add a note').trigger('click')
    await type('she men', 'Escape')
    expect(document.activeElement?.textContent?.trim()).toBe('Add a note')
    await screen.button('Undo').trigger('click')
    expect(field().element).toMatchObject({ value: 'she men' })
  })

  it('is still being typed when the session ends under it, and is kept then', async () => {
    const { screen, wrapper, field, type, notes } = await talking()
    await screen.button('Add a note').trigger('click')
    await field().setValue('she men')
    await screen.button('End session').trigger('click')
    await reading(() => wrapper.attributes('data-connection') === 'ended')
    expect(field().element).toMatchObject({ value: 'she men' })
    await type('she mentioned it', 'Enter')
    await reading(() => false)
    expect(await notes.readNotes('s')).toMatchObject([{ text: 'she mentioned it' }])
    expect(screen.text()).toContain('Your notes are safe.')
  })

  it('can be edited and deleted, and comes back', async () => {
    const { screen, type } = await talking()
    await screen.button('Add a note').trigger('click')
    await type('one', 'Enter')
    await screen.button('one Edit the note at 0:01').trigger('click')
    await type('two', 'Enter')
    expect(screen.heard()).toEqual([expect.stringContaining('two')])
    await screen.button('two Edit the note at 0:01').trigger('click')
    await screen.button('Delete').trigger('click')
    expect(screen.heard()).toEqual([])
    expect(screen.text()).toContain('Note deleted.')
    await screen.button('Undo').trigger('click')
    expect(screen.heard()).toEqual([expect.stringContaining('two')])
  })

  it('shows though the device refuses it, which is said', async () => {
    const { screen, type } = await talking({ notes: refusingNotes('QuotaExceededError') })
    await screen.button('Add a note').trigger('click')
    await type('one', 'Enter')
    expect(screen.heard()).toEqual([expect.stringContaining('one')])
    expect(screen.status()).toContain('can’t be kept')
  })

  it('is there again after a reload, also while it is typed', async () => {
    const { screen, field } = await talking()
    await screen.button('Add a note').trigger('click')
    await field().setValue('half a sen')
    const draft = sessionStorage.getItem('undertone.note.s')
    const world = createFakeWorld()
    await world.notes.putNote('s', 500, typedNote({ text: 'kept' }), 2)
    if (draft) sessionStorage.setItem('undertone.note.s', draft)
    const again = await render(LiveView, { session, isResumed: true }, world)
    await reading(() => again.screen.heard().length > 0)
    expect(again.screen.heard()).toEqual([expect.stringContaining('kept')])
    expect(again.wrapper.get('textarea').element.value).toBe('half a sen')
  })

  it('is gone with all else where the person wants nothing kept', async () => {
    const { screen, wrapper, type, notes } = await talking()
    await screen.button('Add a note').trigger('click')
    await type('one', 'Enter')
    await screen.button('End session').trigger('click')
    await reading(() => wrapper.attributes('data-connection') === 'ended')
    await screen.button('Don’t keep them').trigger('click')
    await screen.button('Delete').trigger('click')
    await reading(() => screen.text().includes('deleted from this device'))
    expect(screen.text()).toContain('Its notes were deleted from this device.')
    expect([await notes.list(), await notes.readNotes('s')]).toEqual([[], []])
    expect(screen.text()).not.toContain('one')
  })
})

async function talking(about: Parameters<typeof live>[1] = {}) {
  // The server says that a second has passed.
  const world = await live({ nowMs: 500 }, about)
  const field = () => world.wrapper.get('textarea')
  async function type(text: string, key: string): Promise<void> {
    await field().setValue(text)
    await field().trigger('keydown', { key })
    await flushPromises()
  }
  return { ...world, field, type }
}
