import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const programs = {
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    packages: ['chromium', 'fonts-dejavu-core'],
  },
  firefox: { commands: ['firefox-esr', 'firefox'], packages: ['firefox-esr', 'fonts-dejavu-core'] },
  // Firefox runs no sound where there is no speaker: this is one that nobody hears.
  pulseaudio: { commands: ['pulseaudio'], packages: ['pulseaudio'] },
  'redis-server': { commands: ['redis-server'], packages: ['redis-server'] },
  caddy: { commands: ['caddy'], packages: ['caddy'], asksVersion: 'version' },
  nginx: { commands: ['nginx'], packages: ['nginx'], asksVersion: '-v' },
  // Runs what docs/follow-a-session.md shows.
  curl: { commands: ['curl'], packages: ['curl', 'ca-certificates'] },
  // Compiles what a bench counts with.
  gcc: { commands: ['gcc'], packages: ['gcc', 'libc6-dev'] },
  // Gives a program another clock.
  faketime: { commands: ['faketime'], packages: ['faketime'] },
}

/** The Debian packages of all of them. */
export const packagesToTestWith = [...new Set(Object.values(programs).flatMap(({ packages }) => packages))]

/** Where Debian keeps what an administrator starts; an ordinary user's `PATH` may lack it. */
const adminFolders = ['/usr/local/sbin', '/usr/sbin']
/** Debian asks it before a package's service is started: https://www.debian.org/doc/debian-policy/ch-opersys.html#s-updaterc.d */
const servicePolicyFile = '/usr/sbin/policy-rc.d'

/**
 * Path of a program to test with, by the name it has in `programs`. Looks at `CHROMIUM_PATH`, `REDIS_SERVER_PATH` and the
 * like, and at `PATH`; as root on Debian it installs one.
 * @throws Error with the command to run where it can't
 */
export function findOrInstall(name) {
  const { commands, packages, asksVersion = '--version' } = programs[name]
  const setting = `${name.toUpperCase().replace('-', '_')}_PATH`
  const found = process.env[setting] || onPath(commands, asksVersion)
  if (found) return found
  const install = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stderr.write(`Installing ${name}, once, to test with.\n`)
    withoutServices(() => execFileSync('sh', ['-c', install], { stdio: ['ignore', 'ignore', 'inherit'] }))
    const installed = onPath(commands, asksVersion)
    if (installed) return installed
  }
  throw new Error(
    `The tests need ${name}. Install it, for instance with: sudo sh -c '${install}'. ` +
      `Where it is there already, ${setting} says where.`,
  )
}

function onPath(commands, asksVersion) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...adminFolders]
  const candidates = folders.flatMap((folder) => commands.map((command) => join(folder, command)))
  return candidates.find((file) => existsSync(file) && spawnSync(file, [asksVersion]).status === 0)
}

/** Installs without the service that comes with a package: tests start their own, on ports of their own. */
function withoutServices(task) {
  if (existsSync(servicePolicyFile)) return task()
  writeFileSync(servicePolicyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    task()
  } finally {
    rmSync(servicePolicyFile)
  }
}
