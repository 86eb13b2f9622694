import { describe, expect, it } from 'vitest'
import type { FileSharing } from '../app/file-sharing.ts'
import type { NotesDb } from '../notes/notes-db.ts'
import { conversationExportSchema } from '../notes/conversation-export.ts'
import { useDeletedConversationsStore } from '../notes/use-deleted-conversations.ts'
import { createFakeWorld } from '../test/fake-world.ts'
import { keptConversation, keptItems } from '../test/kept-conversation.ts'
import { refusingNotes } from '../test/refusing-notes.ts'
import { render } from '../test/render.ts'
import { typedNote } from '../test/typed-note.ts'
import ConversationPage from './ConversationPage.vue'

const { id, startedAtMs, lastAtMs } = keptConversation

describe('a kept conversation', () => {
  it('reads line by line from its beginning: gaps, notes, and what was caught up', async () => {
    const { screen } = await open()
    expect(screen.heard()).toEqual([
      expect.stringContaining('warm'),
      '3 moments were missed here.',
      expect.stringContaining('Not listening for 40 s'),
      expect.stringContaining('she mentioned the invoice'),
      expect.stringMatching(/tense.*caught up/),
    ])
  })

  it('says so where it isn’t on this device, and where the device lets nothing be read', async () => {
    const missing = await render(ConversationPage, { id: 'never was' }, createFakeWorld())
    await until(() => missing.screen.text().includes('isn’t on this device'))
    expect(missing.screen.text()).toContain('This conversation isn’t on this device.')
    const refused = { ...createFakeWorld(), notes: refusingNotes() }
    const { screen } = await render(ConversationPage, { id }, refused)
    await until(() => screen.text().includes('doesn’t let'))
    expect(screen.status()).toContain('doesn’t let the page keep notes')
  })

  it('is given a title, beside its date, and is called by its date again', async () => {
    const { screen, wrapper, notes } = await open()
    await rename('With the landlord ')
    expect(wrapper.get('h1').text()).toBe('With the landlord')
    expect(screen.text()).toContain('22 November, 18:31')
    expect(await notes.list()).toMatchObject([{ title: 'With the landlord' }])
    expect(document.activeElement?.textContent?.trim()).toBe('Rename')
    await rename(' ')
    expect(wrapper.get('h1').text()).toBe('22 November, 18:31')

    async function rename(title: string): Promise<void> {
      await screen.button('Rename').trigger('click')
      await wrapper.get('input').setValue(title)
      await wrapper.get('form').trigger('submit')
      await until(() => false)
    }
  })

  it('keeps its name where the device refuses another, and says so', async () => {
    const { screen, wrapper } = await open({
      rename: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
    })
    await screen.button('Rename').trigger('click')
    await wrapper.get('input').setValue('With the landlord')
    await wrapper.get('form').trigger('submit')
    await until(() => screen.text().includes('couldn’t be kept'))
    expect(screen.text()).toContain('The title couldn’t be kept just now.')
    expect(wrapper.get('h1').text()).toBe('22 November, 18:31')
  })

  it('takes notes at a moment that is picked, and makes none of its times longer', async () => {
    const { screen, wrapper, notes } = await open()
    wrapper.getComponent({ name: 'ToneTimeline' }).vm.$emit('moment', 12)
    await screen.button('Add a note').trigger('click')
    await wrapper.get('textarea').setValue('she smiled')
    await screen.button('Save').trigger('click')
    await until(() => false)
    expect(await notes.readNotes(id)).toMatchObject([{ atS: 12, text: 'she smiled' }, { id: 'n' }])
    expect(await notes.list()).toMatchObject([{ lastAtMs, noteCount: 2 }])
  })

  it('says so where the device can’t keep a note, which still shows', async () => {
    const { screen, wrapper } = await open({
      putNote: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
    })
    await screen.button('Add a note').trigger('click')
    await wrapper.get('textarea').setValue('she smiled')
    await screen.button('Save').trigger('click')
    await until(() => screen.text().includes('still show here'))
    expect(screen.text()).toContain('Your notes can’t be kept on this device right now.')
    expect(screen.heard().join()).toContain('she smiled')
  })

  it('is deleted at once, and the list can bring it back', async () => {
    const { screen, router, notes } = await open()
    await screen.button('Delete this conversation').trigger('click')
    await until(() => router.currentRoute.value.name === 'notes')
    expect(await notes.list()).toEqual([])
    expect(useDeletedConversationsStore().latest).toMatchObject([{ conversation: { id } }])
  })

  it('stays to be read where it can’t be deleted', async () => {
    const { screen, router } = await open({
      take: () => Promise.reject(new DOMException('', 'UnknownError')),
    })
    await screen.button('Delete this conversation').trigger('click')
    await until(() => screen.text().includes('couldn’t be deleted'))
    expect(screen.text()).toContain('It couldn’t be deleted just now.')
    expect(screen.heard()).toHaveLength(5)
    expect(router.currentRoute.value.name).toBe('live')
  })
})

describe('a conversation that is taken along', () => {
  it.each([
    ['Plain text', 'txt', 'Your note: she mentioned the invoice'],
    ['CSV, for a spreadsheet', 'csv', 'note,60,'],
    ['JSON, with everything', 'json', '"kind": "note"'],
  ])('as %s is a file with all of it, and names no session', async (button, extension, words) => {
    const { screen, saved } = await open()
    await screen.button(button).trigger('click')
    const [file] = saved
    const text = (await file?.text()) ?? ''
    expect(file?.name).toBe(`undertone-2026-11-22-18-31.${extension}`)
    expect(text).toContain(words)
    expect(text).not.toContain(id)
    if (extension === 'json') expect(conversationExportSchema.parse(JSON.parse(text)).moments).toHaveLength(5)
    expect(screen.text()).toContain(`Saved as undertone-2026-11-22-18-31.${extension}.`)
  })

  it('goes through the share sheet where there is one', async () => {
    const given: string[] = []
    const { screen } = await open({}, (file, title) => {
      given.push(title, file.name)
      return Promise.resolve('shared')
    })
    await screen.button('Share…').trigger('click')
    expect(given).toEqual(['22 November, 18:31', 'undertone-2026-11-22-18-31.txt'])
    expect((await open()).screen.hasButton('Share…')).toBe(false)
  })

  it('can still be saved where the sheet refuses, which is said', async () => {
    const { screen } = await open({}, () => Promise.resolve('refused'))
    await screen.button('Share…').trigger('click')
    await until(() => screen.text().includes('couldn’t be shared'))
    expect(screen.text()).toContain('It couldn’t be shared just now. You can save it instead.')
  })
})

/** `about`: what the device does otherwise. */
async function open(about: Partial<NotesDb> = {}, openSheet: FileSharing['openSheet'] = null) {
  const made = createFakeWorld()
  for (const item of keptItems) await made.notes.append(id, startedAtMs, item, lastAtMs)
  await made.notes.putNote(id, startedAtMs, typedNote(), lastAtMs)
  const saved: File[] = []
  const files: FileSharing = { save: (file) => void saved.push(file), openSheet }
  const world = { ...made, notes: { ...made.notes, ...about }, files }
  const rendered = await render(ConversationPage, { id }, world)
  await until(() => rendered.screen.heard().length === keptItems.length + 1)
  return { ...rendered, notes: made.notes, saved }
}

/** IndexedDB answers in tasks of its own: lets them run until `isDone`, or a few hundred of them have. */
async function until(isDone: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !isDone(); i++) await new Promise((resolve) => setImmediate(resolve))
}
