import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useMessages } from '../messages/use-messages.ts'
import type { Conversation } from '../notes/conversation.ts'
import { fold } from '../notes/fold.ts'
import type { KeptConversation } from '../notes/kept-conversation.ts'
import { searchText } from '../notes/search-text.ts'
import { useNotesDb } from '../notes/use-notes-db.ts'

/** Finds conversations as somebody types: those that have every word of `query`, or its beginning, anywhere. */
export function useConversationSearch(conversations: Readonly<Ref<readonly Conversation[]>>) {
  const messages = useMessages()
  const notes = useNotesDb()
  const query = shallowRef('')
  const kept = shallowRef<ReadonlyMap<string, KeptConversation> | null>(null)
  const isBrief = shallowRef(false)
  const words = computed(() => fold(query.value).split(/\s+/).filter(Boolean))
  const texts = computed(() =>
    conversations.value.map((conversation) => ({
      conversation,
      text: searchText(conversation, kept.value?.get(conversation.id) ?? null, messages),
    })),
  )
  /** What was read so far finds too little: until all is, everything stays in sight, and nothing is said. */
  const isSearching = computed(() => words.value.length > 0 && (kept.value !== null || isBrief.value))
  const found = computed(() => {
    if (!isSearching.value) return conversations.value
    return texts.value
      .filter(({ text }) => words.value.every((word) => text.includes(word)))
      .map(({ conversation }) => conversation)
  })

  // Hours of talk are read only for those who search, and once.
  watch(query, look, { once: true })

  async function look(): Promise<void> {
    try {
      const all = await notes.readAll()
      kept.value = new Map(all.map((one) => [one.conversation.id, one]))
    } catch {
      isBrief.value = true
    }
  }

  return {
    query,
    found,
    isSearching,
    /** The device doesn't let the search look into the conversations. */
    isBrief,
  }
}
