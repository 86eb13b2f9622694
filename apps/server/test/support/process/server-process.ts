import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'

const builtMain = fileURLToPath(new URL('../../../dist/main.js', import.meta.url))

export interface LaunchOptions {
  /** Of Node itself. */
  nodeOptions?: string[]
  /** What runs; the built server unless said otherwise. */
  main?: string
}

/** Starts the built server as a process of its own, which is gone when the test ends. */
export function launch(
  env: Record<string, string>,
  { nodeOptions = [], main = builtMain }: LaunchOptions = {},
) {
  const child = spawn(process.execPath, [...nodeOptions, main], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (text) => (output.stdout += text))
  child.stderr?.on('data', (text) => (output.stderr += text))
  // `close` and not `exit`: by then all of its output has come.
  const exited = once(child, 'close').then(([code]) => code)
  return { child, output, exited }
}

/** A machine that has other things to do as well would send newcomers away. */
const neverFull = { MAX_LOOP_DELAY_MS: '1000000', MAX_VOICE_LOAD: '1000000' }

/** As `launch`, and waits until it serves. */
export async function launchReady(env: Record<string, string> = {}, options: LaunchOptions = {}) {
  const launched = launch({ PORT: '0', CLASSIFIER_THREADS: '1', ...neverFull, ...env }, options)
  await expect.poll(() => launched.output.stdout, { timeout: 15_000 }).toContain('\n')
  const url =
    /^Undertone is listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(launched.output.stdout)?.[1] ?? ''
  return { ...launched, url }
}

export async function scrape(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text()
}

/** The value of the sample that `name` stands in front of, labels included. */
export function sampleOf(metrics: string, name: string): number | null {
  const line = metrics.split('\n').find((each) => each.startsWith(`${name} `))
  return line === undefined ? null : Number(line.slice(name.length + 1))
}

/** What it logged, a line each. */
export function logLines(stderr: string): Record<string, unknown>[] {
  return stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
