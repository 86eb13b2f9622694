import type { Conversation } from './conversation.ts'
import type { KeptLine, KeptNote } from './open-notes.ts'

/** All that the device kept of one conversation. */
export interface KeptConversation {
  readonly conversation: Conversation
  readonly lines: readonly KeptLine[]
  readonly notes: readonly KeptNote[]
}
