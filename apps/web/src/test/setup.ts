import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterAll, vi } from 'vitest'

// Files take turns in one page, as no file could afford one of its own: each finds it as if it were new.
globalThis.indexedDB = new IDBFactory()
localStorage.clear()
sessionStorage.clear()
document.body.replaceChildren()
for (const name of document.documentElement.getAttributeNames())
  document.documentElement.removeAttribute(name)

afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
