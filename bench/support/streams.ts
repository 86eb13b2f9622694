import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { findOrInstall } from '../../scripts/find-or-install.mjs'
import { onCore } from './on-core.ts'

/** How the opening of streams went. The times are from the connection's first packet to the last of what was expected. */
const openedSchema = z.object({
  opened: z.number(),
  failed: z.number(),
  tookMs: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  slowestMs: z.number(),
})

/** What came since it was last asked; `cpuMs` is all that it used. */
const heardSchema = z.object({ tones: z.number(), bytes: z.number(), closed: z.number(), cpuMs: z.number() })

export type Opened = z.infer<typeof openedSchema>
export type Heard = z.infer<typeof heardSchema>

export interface StreamsOptions {
  /** What `buildStreams` gave. */
  file: string
  port: number
  /** The path of each stream, with the id after which it resumes behind a space where it does. */
  requests: readonly string[]
  /** So many are under way at a time; 0: all. */
  together: number
  /** A stream counts as open once so many tone events have come. */
  expected: number
  core?: number
}

/** Clients in a process of their own, which open their streams and count. */
export interface Streams {
  readonly opened: Opened
  heard(): Promise<Heard>
  close(): Promise<void>
}

/** Compiles the counting client (`native/streams.c`) into `folder`. */
export function buildStreams(folder: string): string {
  const file = join(folder, 'streams')
  const source = fileURLToPath(new URL('../native/streams.c', import.meta.url))
  execFileSync(findOrInstall('gcc'), ['-O2', '-Wall', '-o', file, source], { stdio: 'inherit' })
  return file
}

export async function openStreams({
  file,
  port,
  requests,
  together,
  expected,
  core = 1,
}: StreamsOptions): Promise<Streams> {
  const [command, ...args] = [...onCore(core), file, String(port), String(together), String(expected)]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? 'null')
  child.stdin.write(`${requests.join('\n')}\n\n`)
  const opened = openedSchema.parse(await answer())
  if (opened.failed > 0) throw new Error(`${opened.failed} of ${requests.length} streams could not be opened`)
  return {
    opened,
    async heard() {
      child.stdin.write('\n')
      return heardSchema.parse(await answer())
    },
    async close() {
      child.stdin.end()
      await gone
    },
  }
}
