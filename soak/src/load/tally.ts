/** What clients were answered, and what they met that should never be. */
export interface Tally {
  answered(what: string, status: number): void
  failed(why: string): void
  /** How often each status was the answer to each call, as `what status`. */
  answers(): ReadonlyMap<string, number>
  failures(): number
}

const mostTold = 20

export function createTally(): Tally {
  const answers = new Map<string, number>()
  let failures = 0
  return {
    answered(what, status) {
      const key = `${what} ${status}`
      answers.set(key, (answers.get(key) ?? 0) + 1)
    },
    failed(why) {
      if (++failures <= mostTold) process.stderr.write(`wrong: ${why}\n`)
    },
    answers: () => answers,
    failures: () => failures,
  }
}
