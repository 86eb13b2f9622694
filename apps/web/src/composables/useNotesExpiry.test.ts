import { beforeEach, expect, it } from 'vitest'
import { createFakeWorld } from '../test/fake-world.ts'
import { refusingNotes } from '../test/refusing-notes.ts'
import { render } from '../test/render.ts'
import { useNotesExpiry } from './useNotesExpiry.ts'

const dayMs = 24 * 60 * 60 * 1_000

beforeEach(() => sessionStorage.clear())

it('what was to be kept for a week is gone after it, when the page has loaded; what is newer stays', async () => {
  const { left } = await opened(7)
  expect(await left()).toEqual(['six days'])
})

it('nothing is deleted where notes are kept until the person deletes them', async () => {
  const { left } = await opened(null)
  expect(await left()).toEqual(['six days', 'eight days'])
})

it('the session that runs in this tab is never deleted, however old it is', async () => {
  const { left } = await opened(1, { id: 'eight days', idleTtlS: 90, startedAtMs: 1, source: 'microphone' })
  expect(await left()).toEqual(['eight days'])
})

it('a device that refuses is asked again another time, and nothing is thrown', async () => {
  await render(page(1), {}, { ...createFakeWorld(), notes: refusingNotes() })
  await settle()
})

async function opened(
  days: number | null,
  running?: Parameters<ReturnType<typeof createFakeWorld>['services']['memory']['write']>[0],
) {
  const world = createFakeWorld()
  for (const [name, ageDays] of [
    ['six days', 6],
    ['eight days', 8],
  ] as const) {
    const atMs = Date.now() - ageDays * dayMs
    await world.notes.append(name, atMs, { kind: 'gap', seq: 0, from: 1, to: 1 }, atMs)
  }
  if (running) world.services.memory.write(running)
  await render(page(days), {}, world)
  await settle()
  return { left: async () => (await world.notes.list()).map(({ id }) => id) }
}

function page(days: number | null) {
  return { setup: () => useNotesExpiry(() => days), template: '<p />' }
}

/** The code is fetched, and IndexedDB answers, in tasks of their own. */
async function settle(): Promise<void> {
  await import('../notes/expire-now.ts')
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve))
}
