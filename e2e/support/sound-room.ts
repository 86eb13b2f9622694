import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { vi } from 'vitest'
import { speechFile } from './speech-file.ts'

export interface SoundRoom {
  /** What a program needs to know to be in it. */
  env: Record<string, string>
  close(): Promise<void>
}

/** The rates differ, as they do on many a device: Firefox can't join a microphone to a context of another rate. */
const modules = [
  'module-null-sink sink_name=speaker rate=44100',
  'module-null-sink sink_name=mouth rate=48000',
  'module-remap-source source_name=microphone master=mouth.monitor',
]

/**
 * A speaker that nobody hears and a microphone that hears the sample conversation over and over, for a browser that can't
 * pretend to have them. Nothing of the machine's own sound is touched.
 */
export async function openSoundRoom(): Promise<SoundRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-sound-'))
  const socket = join(folder, 'socket')
  const program = pulseaudioPath()
  const loads = [`module-native-protocol-unix socket=${socket}`, ...modules].map((line) => `--load=${line}`)
  const env = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_SERVER: `unix:${socket}` }
  // Its warnings are about a desktop that isn't there.
  const options = { env, stdio: 'ignore' } as const
  const room = spawn(
    program,
    ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', ...loads],
    options,
  )
  await vi.waitUntil(() => existsSync(socket) || room.exitCode !== null, { timeout: 15_000 })
  const stopTalking = talk(() =>
    spawn(join(dirname(program), 'paplay'), ['--device=mouth', speechFile], options),
  )

  return {
    env: { PULSE_SERVER: env.PULSE_SERVER },
    async close() {
      stopTalking()
      if (room.exitCode === null && room.kill()) await once(room, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Says it again each time that it is over, until it is told to stop. */
function talk(say: () => ChildProcess): () => void {
  let isOver = false
  let saying = say()
  saying.on('exit', again)
  function again(code: number | null): void {
    if (isOver || code !== 0) return
    saying = say()
    saying.on('exit', again)
  }
  return () => {
    isOver = true
    saying.kill()
  }
}

function pulseaudioPath(): string {
  const path = process.env['PULSEAUDIO_PATH']
  if (!path) throw new Error('PULSEAUDIO_PATH names no PulseAudio; `pnpm test` finds or installs it.')
  return path
}
