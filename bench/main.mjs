// `pnpm bench` runs every measurement, `pnpm bench NAME …` one of them, with what follows as its arguments.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const files = {
  'first-tone': 'first-tone.mjs',
  return: 'return.ts',
  timeline: 'timeline.mjs',
  cluster: 'cluster.ts',
}
const [name, ...args] = process.argv.slice(2)

if (name === undefined) Object.keys(files).forEach((each) => run(each, []))
else if (name in files) run(name, args)
else {
  process.stderr.write(`There is no bench "${name}"; there are: ${Object.keys(files).join(', ')}.\n`)
  process.exit(1)
}

function run(bench, its) {
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', files[bench], ...its], {
    cwd,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
