/** What the person types at a moment of a conversation, in English. */
export const typedNotes = {
  /** Before a note's text, for those who don't see its flag. */
  label: 'Your note:',
  edit: 'Edit',
  /** Follows `edit`, for those who don't see where it stands; `time` as in 1:23. */
  editWhat: (time: string) => ` the note at ${time}`,
  add: 'Add a note',
  /** The moment that the person picked; `time` as in 1:23. */
  addAt: (time: string) => `Note at ${time}`,
  /** Above what is being typed. */
  field: (time: string) => `Your note at ${time}`,
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
  none: 'No conversations yet. When you end a session, it is here.',
  unreadable: 'This device doesn’t let the page keep notes.',
  moments: (count: number) => (count === 1 ? '1 moment' : `${count} moments`),
  typed: (count: number) => (count === 1 ? '1 note of yours' : `${count} notes of yours`),
  /** Before a conversation's date, for those who hear the list. */
  open: 'Open the conversation of',
  remove: 'Delete this conversation',
  removeAsk: 'Delete it from this device? This can’t be undone.',
  removeYes: 'Delete',
  removeNo: 'Keep it',
  notRemoved: 'It couldn’t be deleted just now. You can try again.',
  back: 'All notes',
  home: 'Back to the start',
  missing: 'This conversation isn’t on this device.',
}

/** A conversation that leaves the device, in English. */
export const exporting = {
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
}
