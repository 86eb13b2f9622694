import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface ProgramOptions {
  /** The environment variable that says where it is. */
  setting: string
  args: string[]
  env?: Record<string, string>
  /** Where it will listen, on 127.0.0.1. */
  port: number
  /** Where what it says is kept. */
  folder: string
}

export interface Program {
  /** What it has said so far, on either way out. */
  said(): string
  signal(name: NodeJS.Signals): void
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
}

/** Runs a server that isn't ours until the test ends. Resolves once it takes connections. */
export async function launchProgram({
  setting,
  args,
  env = {},
  port,
  folder,
}: ProgramOptions): Promise<Program> {
  const path = process.env[setting]
  if (!path) throw new Error(`${setting} names no program; \`pnpm test\` finds or installs one.`)
  // A file, as nginx can't open a standard output that is a socket, which Node's pipes are.
  const logFile = join(folder, 'log.txt')
  const log = openSync(logFile, 'a')
  const said = () => readFileSync(logFile, 'utf8')
  const child = spawn(path, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  onTestFinished(stop)
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`${path} ended: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { said, stop, signal: (name) => void child.kill(name) }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

/** A port of 127.0.0.1 that was free a moment ago, for programs that can't be asked for "any". */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('No port')
  return address.port
}
