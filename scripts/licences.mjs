// Writes docs/licences.md: everything from the registry that the server or the page runs with, and under which licence.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
export const licencesFile = join(root, 'docs/licences.md')
/** Free ones that ask for no more than to be named, with their notices; another one is for a person to decide on. */
export const allowedLicences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']

/**
 * Name → its licence and whether one of our own packages asks for it. What is for a single platform is left out, or the list
 * would depend on where it is made; what brings it is there.
 */
export function readLicences(folders = ['apps/server', 'apps/web']) {
  const found = new Map()
  const seen = new Set()

  function walk(folder, isOurs) {
    if (seen.has(folder)) return
    seen.add(folder)
    const { dependencies, optionalDependencies } = manifest(folder)
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) visit(folder, name, isOurs)
  }

  function visit(from, name, isAsked) {
    const folder = installed(from, name)
    if (!folder) return
    const { license, os, cpu } = manifest(folder)
    if (os || cpu) return
    const isOurs = name.startsWith('@undertone/')
    if (!isOurs) note(name, license ?? 'none named', isAsked)
    walk(folder, isOurs)
  }

  /** Two versions of a package may be under two licences. */
  function note(name, licence, isAsked) {
    const before = found.get(name)
    const isOther = before && !before.licence.split(' and ').includes(licence)
    found.set(name, {
      licence: isOther ? `${before.licence} and ${licence}` : (before?.licence ?? licence),
      isAsked: isAsked || before?.isAsked === true,
    })
  }

  for (const folder of folders) walk(resolve(root, folder), true)
  return found
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** Where Node would find it: in the folder's node_modules, or in one above. */
function installed(from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (folder === dirname(folder)) return null
  }
}

/** The page of `licences`, as it should stand in docs. */
export function licencesPage(licences) {
  const asked = [...licences].filter(([, { isAsked }]) => isAsked)
  const kinds = [...new Set([...licences.values()].map(({ licence }) => licence))].sort()
  return `# Licences

What the server and the page run with, from the npm registry: ${asked.length} packages that we ask for, and
${licences.size - asked.length} that these bring. Versions and their checksums are in \`pnpm-lock.yaml\`. This page is made by
\`npx -y pnpm@12 licences\`; \`pnpm test\` fails where it isn't true any more, or where a licence comes in that
\`scripts/licences.mjs\` doesn't allow.

We ask for: ${listed(asked)}.
${kinds.map((kind) => `\n## ${kind}\n\n${listed([...licences].filter(([, { licence }]) => licence === kind))}\n`).join('')}`
}

function listed(packages) {
  return packages
    .map(([name]) => `\`${name}\``)
    .sort()
    .join(' · ')
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(licencesFile, licencesPage(readLicences()))
