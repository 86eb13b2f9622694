import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url))

export interface RunningServer {
  url: string
  stop(): Promise<void>
  /** Without a word to anybody. */
  kill(): Promise<void>
}

/** Runs the built server on a free port, as `pnpm start` does, until the test ends. */
export async function launchServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'warn',
      SHUTDOWN_GRACE_S: '1',
      // A machine that has other things to do as well would send newcomers away.
      MAX_LOOP_DELAY_MS: '1000000',
      MAX_VOICE_LOAD: '1000000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal)
    await exited
  }
  const stop = () => end('SIGTERM')
  onTestFinished(stop)
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      const found = /listening on (\S+)\n/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
  })
  return { url, stop, kill: () => end('SIGKILL') }
}
