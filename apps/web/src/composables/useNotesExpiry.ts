import { inject, onMounted } from 'vue'
import { notesDbKey } from '../notes/notes-db-key.ts'

/**
 * Once the page is loaded, deletes what the person wanted kept for so many days only (null: until they delete it). Not at the
 * moment at which they choose it: a slip there can be mended before it costs anything.
 */
export function useNotesExpiry(days: () => number | null): void {
  const provided = inject(notesDbKey, null)

  async function expire(): Promise<void> {
    // The first screen needs none of this, and most people never do.
    if (days() === null) return
    const { expireNow } = await import('../notes/expire-now.ts')
    await expireNow(days(), provided)
  }

  onMounted(() => {
    if (document.readyState === 'complete') void expire().catch(() => undefined)
    else addEventListener('load', () => void expire().catch(() => undefined), { once: true })
  })
}
