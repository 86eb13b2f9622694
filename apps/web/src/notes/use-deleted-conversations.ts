import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { KeptConversation } from './kept-conversation.ts'

/** What the person deleted while they look at their notes, the latest last; it can be put back until they leave. */
export const useDeletedConversationsStore = defineStore('deleted conversations', () => {
  const deletions = shallowRef<readonly (readonly KeptConversation[])[]>([])
  const latest = computed(() => deletions.value.at(-1) ?? null)

  function add(kept: readonly KeptConversation[]): void {
    if (kept.length > 0) deletions.value = [...deletions.value, kept]
  }

  /** `latest` was put back. */
  function drop(): void {
    deletions.value = deletions.value.slice(0, -1)
  }

  function forget(): void {
    deletions.value = []
  }

  return { latest, add, drop, forget }
})
