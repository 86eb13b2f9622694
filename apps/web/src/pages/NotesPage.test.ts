import { describe, expect, it } from 'vitest'
import type { KeptConversation } from '../notes/kept-conversation.ts'
import type { NotesDb } from '../notes/notes-db.ts'
import { useDeletedConversationsStore } from '../notes/use-deleted-conversations.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { createFakeWorld } from '../test/fake-world.ts'
import { refusingNotes } from '../test/refusing-notes.ts'
import { render } from '../test/render.ts'
import { toneEvent } from '../test/tone-event.ts'
import { typedNote } from '../test/typed-note.ts'
import NotesPage from './NotesPage.vue'

describe('the notes', () => {
  it('list past conversations, each with a link that says which', async () => {
    const { world } = await withConversation()
    const { wrapper } = await render(NotesPage, {}, world)
    await until(() => wrapper.findAll('li').length > 0)
    const link = wrapper.get('li a')
    expect(link.attributes('href')).toBe('/notes/a')
    expect(link.text()).toMatch(/^Open the conversation \d.+3\smoments$/)
  })

  it('say that there are none yet', async () => {
    const { wrapper, screen } = await render(NotesPage, {}, createFakeWorld())
    await until(() => wrapper.text().includes('No conversations yet'))
    expect(screen.text()).toContain('No conversations yet')
  })

  it('say so where the device keeps none', async () => {
    const notes = refusingNotes()
    const { screen } = await render(NotesPage, {}, { ...createFakeWorld(), notes })
    await until(() => screen.text().includes('doesn’t let'))
    expect(screen.text()).toContain('This device doesn’t let the page keep notes')
  })
})

describe('the notes that are searched', () => {
  it('are found by title, date, tone and what was typed, by all that was asked for, capitals and accents aside', async () => {
    const { screen, links, search } = await searching()
    for (const [query, found] of [
      ['landl', ['With the landlord']],
      ['INVOICE', ['With the landlord']],
      ['cafe invoice', ['With the landlord']],
      ['warm', ['About the flat']],
      ['1970', []],
      ['january', ['About the flat', 'With the landlord']],
      ['landlord flat', []],
    ] as const) {
      await search(query)
      expect([query, links()]).toEqual([query, found])
    }
    await search('')
    expect(links()).toHaveLength(2)
    expect(screen.hasButton('Delete all conversations')).toBe(true)
  })

  it('say how many were found, and nothing before somebody searches', async () => {
    const { wrapper, search } = await searching()
    const said = () => wrapper.get('[role="search"] [role="status"]').text()
    expect(said()).toBe('')
    await search('landlord')
    expect(said()).toBe('One conversation was found.')
    await search('nothing like it')
    expect(said()).toContain('Nothing was found.')
  })

  it('all stay in sight, and nothing is said, until the device has let them be read', async () => {
    let answer: (all: KeptConversation[]) => void = () => undefined
    const { wrapper, links, search, world } = await searching({
      readAll: () => new Promise((resolve) => (answer = resolve)),
    })
    await search('invoice')
    expect([links().length, wrapper.get('[role="search"] [role="status"]').text()]).toEqual([2, ''])
    answer(await world.notes.readAll())
    await until(() => links().length === 1)
    expect(links()).toEqual(['With the landlord'])
  })

  it('are searched by title and date where the device can’t read more, which is said', async () => {
    const refused = () => Promise.reject(new DOMException('', 'UnknownError'))
    const { wrapper, links, search } = await searching({ readAll: refused })
    await search('landlord')
    expect(links()).toEqual(['With the landlord'])
    expect(wrapper.get('[role="search"] [role="status"]').text()).toContain('Only titles and dates')
  })
})

describe('conversations that are deleted', () => {
  it('are gone at once, all of them, and come back', async () => {
    const { wrapper, screen, world, links } = await searching()
    await screen.button('Delete all conversations').trigger('click')
    await screen.button('Delete').trigger('click')
    await until(() => screen.hasButton('Undo'))
    expect(await world.notes.list()).toEqual([])
    expect(screen.text()).toContain('2 conversations were deleted.')
    await screen.button('Undo').trigger('click')
    await until(() => links().length === 2)
    expect(await world.notes.readNotes('b')).toHaveLength(1)
    expect(screen.hasButton('Undo')).toBe(false)
    expect(document.activeElement).toBe(wrapper.get('h1').element)
  })

  it('can still be brought back where the device refuses at first, which is said', async () => {
    let refuses = true
    const { screen, world, links } = await searching({
      putBack: (kept) =>
        refuses ? Promise.reject(new DOMException('', 'QuotaExceededError')) : world.notes.putBack(kept),
    })
    await screen.button('Delete all conversations').trigger('click')
    await screen.button('Delete').trigger('click')
    await until(() => screen.hasButton('Undo'))
    await screen.button('Undo').trigger('click')
    await until(() => screen.text().includes('couldn’t be put back'))
    expect(screen.text()).toContain('It couldn’t be put back just now.')
    refuses = false
    await screen.button('Undo').trigger('click')
    await until(() => links().length === 2)
    expect(links()).toHaveLength(2)
  })

  it('can’t be brought back any more once the person has left their notes', async () => {
    const { screen, wrapper, world } = await searching()
    await screen.button('Delete all conversations').trigger('click')
    await screen.button('Delete').trigger('click')
    await until(() => screen.hasButton('Undo'))
    wrapper.unmount()
    expect(useDeletedConversationsStore().latest).toBeNull()
    expect(await world.notes.list()).toEqual([])
  })
})

describe('notes that are kept for a while', () => {
  it('are gone when they are looked at after it, and the page says for how long they are kept', async () => {
    const { world } = await withConversation()
    await world.notes.append('new', Date.now(), { kind: 'gap', seq: 0, from: 1, to: 1 }, Date.now())
    const { wrapper, screen } = await render(NotesPage, {}, world, () => {
      useSettingsStore().keepNotesDays = 7
    })
    await until(() => wrapper.findAll('li').length > 0)
    expect(wrapper.findAll('li')).toHaveLength(1)
    expect((await world.notes.list()).map(({ id }) => id)).toEqual(['new'])
    expect(screen.text()).toContain('for 7 days')
  })
})

async function withConversation() {
  const world = createFakeWorld()
  const lines: HeardItem[] = [
    { kind: 'tone', seq: 0, id: 1, caughtUp: false, event: toneEvent({ label: 'warm' }) },
    { kind: 'gap', seq: 1, from: 2, to: 4 },
    { kind: 'tone', seq: 2, id: 5, caughtUp: true, event: toneEvent({ label: 'tense' }) },
  ]
  for (const line of lines) await world.notes.append('a', 1_000, line, 2_000)
  return { world, notes: world.notes }
}

/** Two conversations: one with a title and a note, one with a warm tone. `about`: what the device does otherwise. */
async function searching(about: Partial<NotesDb> = {}) {
  const made = createFakeWorld()
  const tense: HeardItem = { kind: 'tone', seq: 0, id: 1, caughtUp: false, event: toneEvent() }
  await made.notes.append('a', 1_000, { ...tense, event: toneEvent({ label: 'warm' }) }, 2_000)
  await made.notes.rename('a', 'About the flat')
  await made.notes.append('b', 500, tense, 2_000)
  await made.notes.putNote('b', 500, typedNote({ text: 'at the Café: the invoice' }), 2_000)
  await made.notes.rename('b', 'With the landlord')
  const world = { ...made, notes: { ...made.notes, ...about } }
  const { wrapper, screen } = await render(NotesPage, {}, world)
  await until(() => wrapper.findAll('li').length > 0)
  const links = () => wrapper.findAll('li .name').map((name) => name.text())
  async function search(query: string): Promise<void> {
    await wrapper.get('input[type="search"]').setValue(query)
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
  }
  return { wrapper, screen, world: made, links, search }
}

/** IndexedDB answers in tasks of its own: lets them run until `isDone`, or a few hundred of them have. */
async function until(isDone: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !isDone(); i++) await new Promise((resolve) => setImmediate(resolve))
}
