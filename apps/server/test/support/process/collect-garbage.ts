import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Of this thread, at once. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
