import { shallowRef } from 'vue'
import { useNotesDb } from '../notes/use-notes-db.ts'
import { useDeletedConversationsStore } from '../notes/use-deleted-conversations.ts'

/** `removed`, `putBack`: what the device refused last. */
export type DeletionTrouble = 'removed' | 'putBack'

/**
 * Deletes conversations, and undoes it. What is deleted is gone from the device at once, not only once nothing can be undone
 * any more: a page that is thrown away meanwhile has done what the person asked for, and nothing that they wanted gone comes
 * up again. Until they leave, this page alone still has it.
 */
export function useDeletion() {
  const notes = useNotesDb()
  const deleted = useDeletedConversationsStore()
  const trouble = shallowRef<DeletionTrouble | null>(null)

  /** True once they are gone. */
  async function remove(ids: readonly string[]): Promise<boolean> {
    return tried('removed', async () => deleted.add(await notes.take(ids)))
  }

  /** Puts back what was deleted last; true once it is there again. */
  async function undo(): Promise<boolean> {
    const { latest } = deleted
    if (!latest) return false
    return tried('putBack', async () => {
      await notes.putBack(latest)
      deleted.drop()
    })
  }

  async function tried(what: DeletionTrouble, act: () => Promise<void>): Promise<boolean> {
    trouble.value = null
    try {
      await act()
      return true
    } catch {
      trouble.value = what
      return false
    }
  }

  return { remove, undo, trouble }
}
