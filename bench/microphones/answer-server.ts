import { answerWith } from '../support/worker.ts'
import type { ServerAsk } from './ask.ts'
import { createUsage } from './usage.ts'

/** Says where the server of this process is, and what it uses. */
export function answerServer(url: string): void {
  const usage = createUsage()
  answerWith<ServerAsk>(async ({ ask }) => {
    if (ask === 'url') return url
    if (ask === 'usage') return usage.sinceStart()
    return usage.start()
  })
}
