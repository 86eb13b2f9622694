import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const installCommand =
  'apt-get update && apt-get install --yes --no-install-recommends chromium fonts-dejavu-core'

/**
 * Path of a Chromium to test with. Looks at `CHROMIUM_PATH` and at `PATH`; as root on Debian it installs one.
 * @throws Error with the command to run where it can't
 */
export function findOrInstallChromium() {
  const found = process.env.CHROMIUM_PATH || onPath()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stderr.write('Installing Chromium, once, to test with.\n')
    execFileSync('sh', ['-c', installCommand], { stdio: ['ignore', 'ignore', 'inherit'] })
    const installed = onPath()
    if (installed) return installed
  }
  throw new Error(
    `The browser tests need Chromium. Install it, for instance with: sudo sh -c '${installCommand}'`,
  )
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return candidates.find((file) => existsSync(file) && spawnSync(file, ['--version']).status === 0)
}
