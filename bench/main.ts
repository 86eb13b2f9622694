// `pnpm bench` runs every measurement and prints one table; `pnpm bench NAME …` one of them, with what follows as its
// arguments. `--short` only shows that they run. `--picture FILE.svg` draws how figures grow with the work.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from '../scripts/build.mjs'
import { drawGrowth } from './support/growth-picture.ts'
import { machine } from './support/machine.ts'
import type { Report } from './support/report.ts'
import { printTable } from './support/table.ts'

const files: Record<string, string> = {
  'first-tone': 'first-tone.mjs',
  return: 'return.ts',
  timeline: 'timeline.mjs',
  'first-visit': 'first-visit.ts',
  worklet: 'worklet.ts',
  hour: 'hour.ts',
  fanout: 'fanout.ts',
  memory: 'memory.ts',
  voice: 'voice.ts',
  microphones: 'microphones.ts',
  spread: 'spread.ts',
  storm: 'storm.ts',
  sweep: 'sweep.ts',
  'session-cost': 'session-cost.ts',
  cluster: 'cluster.ts',
}

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' }, picture: { type: 'string' } },
  allowPositionals: true,
})
const [name, ...args] = positionals
if (name !== undefined && !(name in files)) {
  process.stderr.write(`There is no bench "${name}"; there are: ${Object.keys(files).join(', ')}.\n`)
  process.exit(1)
}
build()
process.env['IS_BUILT'] = '1'
const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'))
const reportFile = join(folder, 'report')
writeFileSync(reportFile, '')
try {
  const wanted = name === undefined ? Object.keys(files) : [name]
  const failed = wanted.filter((each) => !ran(each))
  const reports: Report[] = readFileSync(reportFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  if (name === undefined) {
    console.log(`\n${machine()}\n`)
    printTable(reports.flatMap(({ rows }) => rows))
  }
  // From where it was asked for: pnpm goes into this folder first.
  const pictureFile = values.picture && resolve(process.env['INIT_CWD'] ?? '.', values.picture)
  if (pictureFile) writeFileSync(pictureFile, drawGrowth(reports.flatMap(({ growth }) => growth)))
  if (failed.length > 0) process.stderr.write(`These came to no end: ${failed.join(', ')}.\n`)
  process.exitCode = failed.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true })
}

function ran(bench: string): boolean {
  console.log(`\n— ${bench}`)
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', files[bench] ?? '', ...args, ...(values.short ? ['--short'] : [])],
    {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: 'inherit',
      env: { ...process.env, BENCH_REPORT: reportFile },
    },
  )
  return status === 0
}
