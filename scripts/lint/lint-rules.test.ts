import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it, vi } from 'vitest'

// The first of them loads the linter and all of its rules.
vi.setConfig({ testTimeout: 60_000 })
const eslint = new ESLint({ cwd: fileURLToPath(new URL('../..', import.meta.url)) })

/** What is said against `code`, if it stood in `file`; what a line of a test leaves unused aside. */
async function faultsOf(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: file })
  return results
    .flatMap(({ messages }) => messages)
    .filter(({ ruleId }) => !ruleId?.endsWith('no-unused-vars'))
    .map(({ message }) => message)
}

const server = 'apps/server/src'
const web = 'apps/web/src'

describe('an import that breaks a rule of the architecture is told', () => {
  it.each([
    ['packages/shared/src/session.ts', '@undertone/voice', 'The wire depends on nothing but zod'],
    ['packages/shared/src/session.ts', 'node:crypto', 'The wire depends on nothing but zod'],
    ['packages/voice/src/columns.ts', 'node:fs', 'in Node, a worker and a browser alike'],
    ['packages/voice/src/columns.ts', 'vue', 'in Node, a worker and a browser alike'],
    ['packages/voice/src/columns.ts', '../training/train.ts', 'What made the weights'],
    [`${server}/sessions/session.ts`, 'express', 'touch the network'],
    [`${server}/sessions/memory-store.ts`, 'ws', 'touch the network'],
    [`${server}/stream/tone-hub.ts`, 'node:http', 'touch the network'],
    [`${server}/stream/tone-hub.ts`, 'net', 'touch the network'],
    [`${server}/audio/pcm-intake.ts`, 'ws', 'touch the network'],
    [`${server}/tone/annotate.ts`, 'express', 'touch the network'],
    [`${server}/config.ts`, 'express', 'touch the network'],
    [`${server}/stream/seat.ts`, '../http/problem.ts', 'the core nothing of the network'],
    [`${server}/sessions/session.ts`, './session-routes.ts', 'the core nothing of the network'],
    [`${server}/tone/annotate.ts`, '../audio/audio-socket.ts', 'the core nothing of the network'],
    [`${server}/stream/tone-hub.ts`, '../audio/microphone.ts', 'the core nothing of the network'],
    [`${server}/observe/metrics.ts`, 'express', 'touch the network'],
    [`${server}/openapi/operation.ts`, 'express', 'touch the network'],
    [`${server}/sessions/redis/redis-store.ts`, '@redis/client', 'Only redis-link.ts touches Redis'],
    [`${server}/http/app.ts`, 'redis', 'Only redis-link.ts touches Redis'],
    [`${server}/server.ts`, '@redis/client', 'Only redis-link.ts touches Redis'],
    [`${server}/audio/audio-socket.ts`, '@redis/client', 'Only redis-link.ts touches Redis'],
    [`${server}/sessions/redis/redis-link.ts`, 'express', 'touch the network'],
    [`${server}/audio/pcm-intake.ts`, '@undertone/voice', 'Only tone/ listens to a voice'],
    [`${server}/stream/stream-route.ts`, '@undertone/voice', 'Only tone/ listens to a voice'],
    [`${server}/tone/annotate.ts`, 'node:process', 'Only config.ts reads settings'],
    [`${server}/tone/annotate.ts`, '../../../../packages/voice/src/columns.ts', 'imported by its name'],
    [`${server}/tone/annotate.ts`, '../../../../fuzz/src/scale.ts', 'imported by its name'],
    [`${server}/tone/annotate.ts`, '../../../web/src/stores/tones.ts', 'imported by its name'],
    [`${web}/api/session-client.ts`, '../../../../packages/shared/src/session.ts', 'imported by its name'],
    [`${web}/api/session-client.ts`, 'node:fs', 'It runs in a browser'],
    [`${web}/stores/tones.ts`, '../composables/useWakeLock.ts', 'Stores and the life cycle are pure'],
    [`${web}/stores/tones.ts`, '@vueuse/core', 'Stores and the life cycle are pure'],
    [`${web}/lifecycle/stream-machine.ts`, '../api/event-stream.ts', 'Stores and the life cycle are pure'],
  ])('%s ← %s', async (file, imported, reason) => {
    const faults = await faultsOf(file, `import { it } from '${imported}'\n`)
    expect(faults).toEqual([expect.stringContaining(reason)])
  })
})

it.each([
  ['packages/shared/src/session.ts', 'zod'],
  ['packages/voice/src/columns.ts', '@undertone/shared'],
  [`${server}/config.ts`, '@undertone/voice'],
  [`${server}/tone/voice-engine.ts`, '@undertone/voice'],
  [`${server}/sessions/session-routes.ts`, 'express'],
  [`${server}/stream/stream-route.ts`, '../http/only.ts'],
  [`${server}/audio/audio-socket.ts`, 'ws'],
  [`${server}/http/listener.ts`, 'node:https'],
  [`${server}/sessions/redis/redis-link.ts`, '@redis/client'],
  [`${server}/stream/tone-hub.ts`, '../sessions/session-store.ts'],
  [`${web}/stores/tones.ts`, '../lifecycle/stream-types.ts'],
  [`${web}/composables/useWakeLock.ts`, '@vueuse/core'],
])('what the architecture allows is let through: %s ← %s', async (file, imported) => {
  expect(await faultsOf(file, `import { it } from '${imported}'\n`)).toEqual([])
})

describe('what is used without an import is told as well', () => {
  it.each([
    ['packages/voice/src/columns.ts', 'process.exit()', 'There is no Node and no DOM in it'],
    ['packages/shared/src/session.ts', 'document.title', 'There is no Node and no DOM in it'],
    [`${server}/tone/annotate.ts`, 'fetch("/")', 'touch the network'],
    [`${server}/sessions/session.ts`, 'import("express")', 'where the rules see them'],
    ['packages/voice/src/columns.ts', 'import("node:fs")', 'where the rules see them'],
    [`${web}/stores/tones.ts`, 'import("../api/session-client.ts")', 'where the rules see them'],
    [`${server}/server.ts`, 'process.env', 'Only config.ts reads settings'],
    [`${web}/stores/tones.ts`, 'localStorage', 'know nothing of the DOM'],
    [`${web}/lifecycle/stream-machine.ts`, 'setTimeout(start)', 'know nothing of the DOM'],
    [`${web}/composables/useToneStream.ts`, 'new EventSource("/")', 'made in api/ and audio/'],
  ])('%s: %s', async (file, code, reason) => {
    expect(await faultsOf(file, `export const it = () => ${code}\n`)).toEqual([
      expect.stringContaining(reason),
    ])
  })
})

it('a default export is told, as a name says what it is for wherever it is used', async () => {
  const faults = await faultsOf(`${server}/tone/annotate.ts`, 'export default 1\n')
  expect(faults).toEqual([expect.stringContaining("Exporting 'default' is restricted")])
})

it.each(['let last = 0', 'const open = new Map()', 'export const heard = []', 'const now = ref(0)'])(
  'state at module level is told: %s',
  async (code) => {
    const faults = await faultsOf(`${server}/tone/annotate.ts`, `${code}\n`)
    expect(faults).toContainEqual(expect.stringContaining('No state at module level'))
    expect(await faultsOf(`${server}/tone/annotate.ts`, 'const words = new Set(["calm"])\n')).toEqual([])
  },
)

describe('the length of a function', () => {
  const lines = (count: number) => 'call()\n'.repeat(count)
  const inFile = `${server}/tone/annotate.ts`

  it('is told past 40 lines of its own', async () => {
    expect(await faultsOf(inFile, `function f() {\n${lines(38)}}`)).toEqual([])
    expect(await faultsOf(inFile, `function f() {\n${lines(39)}}`)).toEqual([
      expect.stringContaining('41 own'),
    ])
    expect(await faultsOf(inFile, `const f = () => {\n${lines(39)}}`)).toHaveLength(1)
  })

  it("isn't that of the functions inside it, of comments or of empty lines", async () => {
    const inner = (name: string) => `function ${name}() {\n${lines(30)}}\n// why\n\n`
    expect(await faultsOf(inFile, `function f() {\n${inner('g')}${inner('h')}}`)).toEqual([])
    const faults = await faultsOf(inFile, `function f() {\nfunction g() {\n${lines(39)}}\n}`)
    expect(faults).toEqual([expect.stringContaining('41 own')])
  })
})

it('a file past 250 lines is told, and a test is not', async () => {
  const long = 'call()\n'.repeat(251)
  for (const file of [`${server}/tone/annotate.ts`, 'fuzz/src/must.ts', 'scripts/size.mjs'])
    expect(await faultsOf(file, long)).toContainEqual(expect.stringContaining('(251)'))
  expect(await faultsOf(`${server}/tone/annotate.test.ts`, long)).toEqual([])
})
