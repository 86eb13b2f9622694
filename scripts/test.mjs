// Everything that is checked: formatting, lint, types, dead code, the build, and every test, browser included.
// Ends with the line "N passed, N failed".
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { findOrInstall } from './find-or-install.mjs'
import { checkSize } from './size.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const tally = { passed: 0, failed: 0 }

/** The environment variable by which the tests learn where a program is. */
const pathSetting = (name) => `${name.toUpperCase().replace('-', '_')}_PATH`

async function step(name, task) {
  const startedMs = performance.now()
  let ok = false
  try {
    ok = await task()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  tally[ok ? 'passed' : 'failed']++
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`,
  )
  return ok
}

function tool(bin, ...args) {
  return spawnSync(join(root, 'node_modules/.bin', bin), args, { cwd: root, stdio: 'inherit' }).status === 0
}

/** As `tool`, beside others: what it says comes in one piece, at its end. */
const quietTool = (bin, ...args) => quiet(join(root, 'node_modules/.bin', bin), args)

async function quiet(command, args, { cwd = root, env = {}, isHeard = () => true } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(text))
  const [code] = await once(child, 'close')
  if (isHeard(code)) process.stdout.write(Buffer.concat(said))
  return code === 0
}

/** What the tests need, made ready beside the checks of the text, which need nothing. */
async function prepare() {
  for (const name of ['chromium', 'firefox', 'pulseaudio', 'redis-server', 'caddy', 'nginx', 'gcc', 'curl'])
    await step(name, () => Boolean((process.env[pathSetting(name)] = findOrInstall(name))))
  await step('build', () => {
    build()
    return true
  })
}

function soak(...args) {
  const soakArgs = ['--expose-gc', '--import', 'tsx', 'src/main.ts', ...args]
  return quiet(process.execPath, soakArgs, { cwd: join(root, 'soak') })
}

/** That benches can be run; how fast anything is only a machine that does nothing else can say. */
function benches() {
  return quiet(process.execPath, ['--import', 'tsx', 'main.ts', '--short'], {
    cwd: join(root, 'bench'),
    env: { IS_BUILT: '1' },
    isHeard: (code) => code !== 0,
  })
}

/** What fuzzing says is about its own processes: beside them others may be at work. */
function fuzz(...args) {
  const fuzzArgs = ['--expose-gc', '--import', 'tsx', 'src/main.ts', ...args]
  return quiet(process.execPath, fuzzArgs, { cwd: join(root, 'fuzz') })
}

function vitest() {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-test-'))
  const report = join(folder, 'report.json')
  const ok = tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  rmSync(folder, { recursive: true })
  tally.passed += numPassedTests
  // A skipped test is one that says nothing, and that counts as failed here.
  tally.failed += numFailedTests + numPendingTests + numTodoTests
  return ok
}

await Promise.all([
  step('format', () => quietTool('prettier', '--check', '--log-level', 'warn', '.')),
  step('lint', () => quietTool('eslint', '.', '--max-warnings', '0')),
  step('types', () => quietTool('vue-tsc', '--build')),
  step('dead code', () => quietTool('knip', '--no-progress')),
  prepare(),
])
await step('size', checkSize)
await step('tests', vitest)
// What the soak says is about its own process: beside it others may be at work.
await Promise.all([
  step('benches', benches),
  step('fuzz', () => fuzz('--cases', '100000')),
  step('soak', () => soak('--minutes', '1.5')),
])
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1
