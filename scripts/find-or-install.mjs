import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const programs = {
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    packages: ['chromium', 'fonts-dejavu-core'],
  },
  firefox: { commands: ['firefox-esr', 'firefox'], packages: ['firefox-esr', 'fonts-dejavu-core'] },
  // Firefox runs no sound where there is no speaker: this is one that nobody hears.
  pulseaudio: { commands: ['pulseaudio'], packages: ['pulseaudio'] },
}

/**
 * Path of a program to test with: `chromium`, `firefox` or `pulseaudio`. Looks at `CHROMIUM_PATH` and the like, and at
 * `PATH`; as root on Debian it installs one.
 * @throws Error with the command to run where it can't
 */
export function findOrInstall(name) {
  const { commands, packages } = programs[name]
  const found = process.env[`${name.toUpperCase()}_PATH`] || onPath(commands)
  if (found) return found
  const install = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stderr.write(`Installing ${name}, once, to test with.\n`)
    execFileSync('sh', ['-c', install], { stdio: ['ignore', 'ignore', 'inherit'] })
    const installed = onPath(commands)
    if (installed) return installed
  }
  throw new Error(
    `The browser tests need ${name}. Install it, for instance with: sudo sh -c '${install}'. ` +
      `Where it is there already, ${name.toUpperCase()}_PATH says where.`,
  )
}

function onPath(commands) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = folders.flatMap((folder) => commands.map((command) => join(folder, command)))
  return candidates.find((file) => existsSync(file) && spawnSync(file, ['--version']).status === 0)
}
