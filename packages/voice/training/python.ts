import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const packages = ['python3-torch', 'python3-numpy', 'opus-tools']
const candidates = [process.env.PYTHON, '/usr/bin/python3', 'python3']

/**
 * The Python that has PyTorch and NumPy, and `opusenc`: found, or installed as root on Debian.
 * @throws with the command that installs them where they can't be
 */
export function findOrInstallPython(): string {
  const found = find()
  if (found) return found
  const command = `apt-get install -y ${packages.join(' ')}`
  if (process.getuid?.() === 0 && has('apt-get', '--version')) {
    spawnSync('apt-get', ['update'], { stdio: ['ignore', 2, 2] })
    spawnSync('apt-get', ['install', '-y', ...packages], { stdio: ['ignore', 2, 2] })
    const installed = find()
    if (installed) return installed
  }
  throw new Error(`Learning needs PyTorch, NumPy and opus-tools. On Debian: ${command}`)
}

function find(): string | undefined {
  if (!has('opusenc', '--version')) return undefined
  return candidates.find((python) => python && has(python, '-c', 'import torch, numpy'))
}

function has(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/** Runs a script of `model/`, its output as it comes. Throws where it fails. */
export function runPython(python: string, script: string, ...args: string[]): void {
  const { status } = spawnSync(python, [join(import.meta.dirname, 'model', script), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error(`${script} ended with ${status ?? 'a signal'}`)
}
