// `node scripts/check-commits.mjs origin/main..HEAD` says which of those commits have a subject that isn't conventional.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const types = [
  'feat',
  'fix',
  'perf',
  'refactor',
  'docs',
  'test',
  'bench',
  'build',
  'ci',
  'style',
  'chore',
  'revert',
]
const longest = 140
const pattern = new RegExp(`^(${types.join('|')})(\\([a-z0-9-]+\\))?!?: \\S.*[^.\\s]$`)

/** What is wrong with the subject of a commit (https://www.conventionalcommits.org), or null. */
export function subjectFault(subject) {
  // What git writes by itself.
  if (/^(Merge|Revert) /.test(subject)) return null
  if (subject.length > longest) return `longer than ${longest} characters`
  return pattern.test(subject) ? null : `not "type(part): what it does", with a type of ${types.join(', ')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const range = process.argv[2] ?? 'HEAD~1..HEAD'
  const subjects = execFileSync('git', ['log', '--format=%s', range], { encoding: 'utf8' }).split('\n')
  for (const subject of subjects.filter((each) => each !== '')) {
    const fault = subjectFault(subject)
    if (!fault) continue
    process.stderr.write(`"${subject}" is ${fault}.\n`)
    process.exitCode = 1
  }
}
