import type { Calls } from './calls.ts'
import type { Tally } from './tally.ts'
import { createWatcher } from './watcher.ts'

const staysMs = 5_000
/** From the answer to an end until the stream was told of it. */
const longestToldMs = 5_000

export interface PassersByOptions {
  readonly url: string
  readonly calls: Calls
  readonly tally: Tally
  readonly perS: number
}

export interface PassersBy {
  readonly started: () => number
  readonly ended: () => number
  /** Those who are there now. */
  readonly present: () => number
  /** No more come; resolves once the last has gone. */
  stop(): Promise<void>
}

/** So many people a second who start a session, watch it for a moment and end it. */
export function createPassersBy({ url, calls, tally, perS }: PassersByOptions): PassersBy {
  const present = new Set<Promise<void>>()
  let [started, ended] = [0, 0]
  const timer = setInterval(() => {
    const passing = pass().finally(() => present.delete(passing))
    present.add(passing)
  }, 1000 / perS)

  async function pass(): Promise<void> {
    const session = await calls.start()
    if (!session) return
    started++
    const watcher = createWatcher({ url, id: session.id, tally })
    if (!(await watcher.opened)) tally.failed('the stream of a session just started was refused')
    await pause(staysMs)
    if (await calls.end(session.id)) ended++
    const isTold = await Promise.race([watcher.told.then(() => true), pause(longestToldMs)])
    if (!isTold) tally.failed('a stream wasn’t told of its session’s end')
    watcher.stop()
  }

  return {
    started: () => started,
    ended: () => ended,
    present: () => present.size,
    async stop() {
      clearInterval(timer)
      await Promise.all(present)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
