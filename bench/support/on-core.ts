import { readFileSync } from 'node:fs'

/** The cores that this process may use; a container's needn't begin with 0. */
const allowed = coresOf(
  /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '',
)

/** What a command begins with, so that it runs on one core alone; on a machine of one core all share it. */
export function onCore(core: number): [string, ...string[]] {
  return ['taskset', '-c', String(allowed[core % allowed.length] ?? 0)]
}

/** "0-2,5" */
function coresOf(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
}
