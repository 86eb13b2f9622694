import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { createFakePage } from '../test/fake-page.ts'
import { createMoodyNotes } from '../test/moody-notes.ts'
import { typedNote } from '../test/typed-note.ts'
import { createUnwrittenMemory } from './unwritten-notes.ts'
import { useTypedNotes } from './useTypedNotes.ts'

beforeEach(() => {
  sessionStorage.clear()
  setActivePinia(createPinia())
})

describe('typed notes', () => {
  it('are shown at once, and written', async () => {
    const { view, device } = world()
    const { notes } = view()
    notes.put(typedNote())
    expect(notes.notes.value).toEqual([typedNote()])
    await flushPromises()
    expect(device.texts()).toEqual([typedNote().text])
    expect(notes.isFailing.value).toBe(false)
  })

  it('are shown though the device refuses them, and written as soon as it takes them', async () => {
    const { view, device, pass } = world()
    const { notes } = view()
    device.become('refuses')
    notes.put(typedNote())
    await flushPromises()
    expect([notes.notes.value.length, notes.isFailing.value]).toEqual([1, true])
    device.become('well')
    await pass(5_000)
    expect([device.texts().length, notes.isFailing.value]).toEqual([1, false])
  })

  it('say what they said last, in whichever order the device answered', async () => {
    const { view, device, pass } = world()
    const { notes } = view()
    device.become('hangs')
    notes.put(typedNote({ text: 'she asked' }))
    notes.put(typedNote({ text: 'she asked twice' }))
    notes.remove('n')
    notes.put(typedNote({ text: 'she asked thrice' }))
    await pass(3_000)
    device.become('well')
    device.thaw()
    await flushPromises()
    expect(device.texts()).toEqual(['she asked thrice'])
    expect(notes.notes.value).toMatchObject([{ text: 'she asked thrice' }])
  })

  it('outlive a reload before the device has taken them, and are written by the next page', async () => {
    const { view, device } = world()
    device.become('hangs')
    const first = view()
    first.notes.put(typedNote())
    reload()
    device.become('well')
    const { notes } = view()
    expect(notes.notes.value).toEqual([typedNote()])
    await notes.restore()
    expect(notes.notes.value).toEqual([typedNote()])
    await flushPromises()
    expect(device.texts()).toEqual([typedNote().text])
    expect(sessionStorage.length).toBe(0)
  })

  it('are there again after a reload, but for one that was deleted meanwhile', async () => {
    const { view, device } = world()
    await device.notes.putNote('s', 1, typedNote({ id: 'kept' }), 2)
    await device.notes.putNote('s', 1, typedNote({ id: 'gone' }), 2)
    const { notes } = view()
    const restoring = notes.restore()
    notes.remove('gone')
    await restoring
    expect(notes.notes.value.map(({ id }) => id)).toEqual(['kept'])
  })

  it('outlive the view that they were typed in, though the device refuses them', async () => {
    const { view, device } = world()
    device.become('refuses')
    const first = view()
    first.notes.put(typedNote())
    await flushPromises()
    first.leave()
    device.become('well')
    const { notes } = view()
    await notes.restore()
    await flushPromises()
    expect(notes.notes.value).toHaveLength(1)
    expect(device.texts()).toHaveLength(1)
  })

  it('stay on the page where what was kept can’t be read, which is said', async () => {
    const { view, device } = world()
    const { notes } = view()
    notes.put(typedNote())
    await flushPromises()
    device.become('refuses')
    await notes.restore()
    expect([notes.notes.value.length, notes.isFailing.value]).toEqual([1, true])
  })

  it('that nobody wants are written no more', async () => {
    const { view, device, pass } = world()
    const { notes } = view()
    device.become('refuses')
    notes.put(typedNote())
    await flushPromises()
    device.become('well')
    await notes.abandon()
    notes.forget()
    await pass(60_000)
    expect([device.texts(), notes.notes.value]).toEqual([[], []])
  })
})

/** The page's memory is gone, and only what it stored is left. */
function reload(): void {
  setActivePinia(createPinia())
}

function world() {
  const device = createMoodyNotes()
  const { page, pass } = createFakePage()
  const conversation = { id: 's', startedAtMs: 1 }
  function view() {
    const scope = effectScope()
    const memory = createUnwrittenMemory('s', () => sessionStorage)
    const notes = scope.run(() =>
      useTypedNotes({ notes: device.notes, conversation, nowMs: () => 2, page, memory }),
    )
    if (!notes) throw new Error('No notes were made')
    return { notes, leave: () => scope.stop() }
  }
  return {
    device,
    view,
    async pass(ms: number) {
      pass(ms)
      await flushPromises()
    },
  }
}
