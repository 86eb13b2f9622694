/** Seconds a session may be left alone before it ends, as a person can choose them. */
export const idleTtlChoicesS = [90, 300, 900] as const
