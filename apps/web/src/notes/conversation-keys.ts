/** Keys of everything that belongs to `conversationId`, lines or typed notes: arrays come after numbers and texts. */
export function conversationKeys(conversationId: string): IDBKeyRange {
  return IDBKeyRange.bound([conversationId], [conversationId, [[]]])
}
