import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../stores/heard-item.ts'
import { createFakeWorld } from '../test/fake-world.ts'
import { refusingNotes } from '../test/refusing-notes.ts'
import { render } from '../test/render.ts'
import { toneEvent } from '../test/tone-event.ts'
import ConversationPage from './ConversationPage.vue'
import NotesPage from './NotesPage.vue'

describe('the notes', () => {
  it('list past conversations, each with a link that says which', async () => {
    const { world } = await withConversation()
    const { wrapper } = await render(NotesPage, {}, world)
    await until(() => wrapper.findAll('li').length > 0)
    const link = wrapper.get('li a')
    expect(link.attributes('href')).toBe('/notes/a')
    expect(link.text()).toMatch(/^Open the conversation of \d.+3 moments$/)
  })

  it('say that there are none yet', async () => {
    const { wrapper, screen } = await render(NotesPage, {}, createFakeWorld())
    await until(() => wrapper.text().includes('No conversations yet'))
    expect(screen.text()).toContain('No conversations yet')
  })

  it('say so where the device keeps none', async () => {
    const notes = refusingNotes()
    const { wrapper, screen } = await render(NotesPage, {}, { ...createFakeWorld(), notes })
    await until(() => wrapper.find('[role="status"]').exists())
    expect(screen.status()).toContain('doesn’t let the page keep notes')
  })
})

describe('a kept conversation', () => {
  it('reads line by line from its beginning, gaps as gaps, what was caught up marked', async () => {
    const { world } = await withConversation()
    const { wrapper, screen } = await render(ConversationPage, { id: 'a' }, world)
    await until(() => wrapper.findAll('tbody tr').length > 0)
    const [first, gap, last] = screen.heard()
    expect(first).toContain('warm')
    expect(gap).toBe('3 moments were missed here.')
    expect(last).toMatch(/tense.*caught up/)
  })

  it('is deleted only after it was asked twice', async () => {
    const { world, notes } = await withConversation()
    const { wrapper, screen, router } = await render(ConversationPage, { id: 'a' }, world)
    await until(() => screen.hasButton('Delete this conversation'))
    await screen.button('Delete this conversation').trigger('click')
    await screen.button('Keep it').trigger('click')
    expect(await notes.read('a')).toHaveLength(3)
    await screen.button('Delete this conversation').trigger('click')
    await screen.button('Delete').trigger('click')
    await until(() => router.currentRoute.value.name === 'notes')
    expect(await notes.read('a')).toEqual([])
    expect(wrapper.exists()).toBe(true)
  })

  it('stays to be read where it can’t be deleted', async () => {
    const { world } = await withConversation()
    const notes = { ...world.notes, remove: () => Promise.reject(new Error('QuotaExceededError')) }
    const { screen } = await render(ConversationPage, { id: 'a' }, { ...world, notes })
    await until(() => screen.hasButton('Delete this conversation'))
    await screen.button('Delete this conversation').trigger('click')
    await screen.button('Delete').trigger('click')
    await until(() => screen.status() !== '')
    expect(screen.status()).toContain('couldn’t be deleted')
    expect(screen.heard()).toHaveLength(3)
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

/** IndexedDB answers in tasks of its own: lets them run until `isDone`, or a few hundred of them have. */
async function until(isDone: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !isDone(); i++) await new Promise((resolve) => setImmediate(resolve))
}
