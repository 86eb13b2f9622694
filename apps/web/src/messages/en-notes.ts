/** What the person types at a moment of a conversation, in English. */
export const typedNotes = {
  /** Before a note's text, for those who don't see its flag. */
  label: 'Your note:',
  edit: 'Edit',
  /** Follows `edit`, for those who don't see where it stands; `time` as in 1:23. */
  editWhat: (time: string) => ` the note at ${time}`,
  add: 'Add a note',
  /** Above what is being typed. */
  field: (time: string) => `Your note at ${time}`,
  /** Another moment that it may be about. */
  ratherAt: (time: string) => `Rather at ${time}`,
  save: 'Save',
  cancel: 'Cancel',
  remove: 'Delete',
  done: { deleted: 'Note deleted.', putAside: 'Note put aside.' },
  undo: 'Undo',
}

/** Past conversations, in English. */
export const notes = {
  heading: 'Notes',
  lead: 'Past conversations, kept on this device only, until you delete them.',
  leadFor: (days: number) =>
    days === 1
      ? 'Past conversations, kept on this device only, for a day.'
      : `Past conversations, kept on this device only, for ${days} days.`,
  search: 'Search',
  /** What is searched, for who may wonder. */
  searchHint: 'In titles, dates, tones and your notes.',
  found: (count: number) =>
    count === 1 ? 'One conversation was found.' : `${count} conversations were found.`,
  foundNone: 'Nothing was found. A part of a word is enough.',
  /** The list can't look into the conversations right now. */
  foundBriefly: 'Only titles and dates can be searched just now.',
  title: 'Title',
  rename: 'Rename',
  save: 'Save',
  cancel: 'Cancel',
  notRenamed: 'The title couldn’t be kept just now. You can try again.',
  notWritten: 'Your notes can’t be kept on this device right now. They still show here.',
  /** `title` as in: 22 November, 18:31. */
  deleted: (title: string) => `Deleted: ${title}.`,
  deletedMany: (count: number) => `${count} conversations were deleted.`,
  undo: 'Undo',
  notPutBack: 'It couldn’t be put back just now. You can try again.',
  runsOn: 'It is still running: what is heard from now on is kept.',
  removeAll: 'Delete all conversations',
  removeAllAsk: 'Delete all of them from this device?',
  removeAllNo: 'Keep them',
  keep: 'Keep notes',
  keepHint: 'Older ones are deleted from this device when you next open Undertone or its notes.',
  keepForever: 'Until I delete them',
  keepDays: (days: number) => (days === 1 ? '1 day' : `${days} days`),
  none: 'No conversations yet. When you end a session, it is here.',
  unreadable: 'This device doesn’t let the page keep notes.',
  moments: (count: number) => (count === 1 ? '1\u00a0moment' : `${count}\u00a0moments`),
  typed: (count: number) => (count === 1 ? '1\u00a0note' : `${count}\u00a0notes`),
  /** Before a conversation's title or date, for those who hear the list. */
  open: 'Open the conversation',
  remove: 'Delete this conversation',
  removeAsk: 'Delete it from this device? This can’t be undone.',
  removeYes: 'Delete',
  removeNo: 'Keep it',
  notRemoved: 'It couldn’t be deleted just now. You can try again.',
  back: 'All notes',
  home: 'Back to the start',
  missing: 'This conversation isn’t on this device.',
  /** What leaves the device. */
  exporting: {
    heading: 'Take it with you',
    lead: 'A file on this device, for whoever you choose to give it to.',
    text: 'Plain text',
    csv: 'CSV, for a spreadsheet',
    json: 'JSON, with everything',
    share: 'Share…',
    saved: (name: string) => `Saved as ${name}.`,
    notShared: 'It couldn’t be shared just now. You can save it instead.',
    /** At the end of a text, for those who read it without having seen the page. */
    honest: 'Made with Undertone. A tone is a guess at how something sounded, not at what was meant.',
  },
}
