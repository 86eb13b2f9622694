import { createContext, Script } from 'node:vm'

const box = createContext({ task: () => {} })
const script = new Script('task()')

/** Does `task`, which waits for nothing. Throws where that takes longer than `longestMs`: also out of a loop without an end. */
export function withinTime(longestMs: number, task: () => void): void {
  box['task'] = task
  script.runInContext(box, { timeout: longestMs })
}
