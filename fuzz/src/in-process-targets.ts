import type { Target } from './target.ts'
import type { TargetName } from './target-names.ts'

/** Those that need no server; each is loaded only where it is wanted. */
export async function inProcessTarget(name: TargetName): Promise<Target> {
  if (name === 'env') return (await import('./targets/env.ts')).envTarget
  if (name === 'pcm') return (await import('./targets/pcm.ts')).pcmTarget
  if (name === 'rows') return (await import('./targets/rows.ts')).rowsTarget
  if (name === 'stream-data') return (await import('./targets/stream-data.ts')).streamDataTarget
  throw new Error(`${name} needs a server`)
}
