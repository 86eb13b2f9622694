import { cpus, loadavg, totalmem } from 'node:os'

/** What was measured on, when, and how busy it was: it belongs to every figure. */
export function machine(): string {
  const [processor] = cpus()
  const memoryGiB = Math.round(totalmem() / 2 ** 30)
  const load = (loadavg()[0] ?? NaN).toFixed(2)
  return `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${processor?.model.trim() ?? 'unknown processor'}, ${memoryGiB} GiB, Node ${process.versions.node}, load ${load}`
}
