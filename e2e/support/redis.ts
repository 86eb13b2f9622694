import { openFolder } from './proxy-folder.ts'
import { freePort, launchProgram, type Program } from './proxy-program.ts'

export interface RunningRedis {
  url: string
  /** It goes, with all it held. */
  stop(): Promise<void>
  /** It is there again, empty, where it was. */
  startAgain(): Promise<void>
}

/** A real Redis that keeps nothing on disk, on a port of its own; ends with the test. */
export async function launchRedis(): Promise<RunningRedis> {
  const port = await freePort()
  let program = await launch(port)
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => program.stop(),
    async startAgain() {
      program = await launch(port)
    },
  }
}

async function launch(port: number): Promise<Program> {
  const folder = await openFolder()
  const args = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ]
  return launchProgram({ setting: 'REDIS_SERVER_PATH', args, port, folder })
}
