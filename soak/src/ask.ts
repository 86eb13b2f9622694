/** Asks the server for `path`, past every flaky network. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>
