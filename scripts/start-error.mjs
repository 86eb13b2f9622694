/** Why it can't be started. `message` is a sentence for the person, who needs no stack. */
export class StartError extends Error {}
