// Who may import whom, as docs/ARCHITECTURE.md says it: lint-rules.test.ts plants a breach of each.
import globals from 'globals'

const network = {
  regex:
    '^(express|express-rate-limit|helmet|ws|supertest)(/|$)|^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)',
  message: 'Only routes, sockets and http/ touch the network.',
}
/** What touches the network, as seen from what doesn't. */
const edges = {
  regex:
    '(^|/)(http/|[^/]+-routes?\\.ts$|audio-socket\\.ts$|microphone\\.ts$|event-stream-response\\.ts$|server\\.ts$|(main|serve)\\.ts$)',
  message: 'The network knows the core, and the core nothing of the network.',
}
const redis = { regex: '^(redis|ioredis|@redis)(/|$)', message: 'Only redis-link.ts touches Redis.' }
const voice = { regex: '^@undertone/voice', message: 'Only tone/ listens to a voice.' }
const settings = { regex: '^(node:)?process$', message: 'Only config.ts reads settings.' }
const neighbours = {
  regex:
    '^\\..*/(apps|packages|e2e|bench|soak|fuzz|scripts|examples)/|^\\.\\..*/(server|web|shared|voice|flaky-proxy)/src/',
  message: 'What is in another package is imported by its name.',
}

const tests = ['**/*.test.ts', '**/*.fake.ts', '**/test/**']
/** ESLint takes the last of several: each of these is the whole of what its files may not import. */
const forbid = (files, ...patterns) => ({
  files,
  ignores: tests,
  rules: { 'no-restricted-imports': ['error', { patterns: [...patterns, neighbours] }] },
})
const allowOnly = (regex, message) => ({ regex: `^(?!${regex})`, message })
const withoutGlobals = (files, message, names) => ({
  files,
  ignores: tests,
  rules: { 'no-restricted-globals': ['error', ...names.map((name) => ({ name, message }))] },
})

const server = 'apps/server/src'
const atTheNetwork = [
  `${server}/{server,serve,main}.ts`,
  `${server}/http/**`,
  `${server}/**/*-route{,s}.ts`,
  `${server}/stream/event-stream-response.ts`,
  `${server}/audio/{audio-socket,microphone}.ts`,
]
const connections = ['fetch', 'EventSource', 'WebSocket', 'XMLHttpRequest']
const pureWeb = ['apps/web/src/{stores,lifecycle}/**']

export const importRules = [
  forbid(
    ['packages/shared/src/**'],
    allowOnly('\\./|\\.\\./|zod(/|$)', 'The wire depends on nothing but zod.'),
  ),
  forbid(
    ['packages/voice/src/**'],
    allowOnly(
      '\\.\\.?/|fft\\.js$|@undertone/shared$',
      'The voice pipeline runs in Node, a worker and a browser alike.',
    ),
    { regex: '/(training|cli|build)/', message: 'What made the weights is no part of what uses them.' },
  ),
  withoutGlobals(['packages/{shared,voice}/src/**'], 'There is no Node and no DOM in it.', [
    ...['process', 'Buffer', '__dirname', 'window', 'document', 'navigator', 'localStorage'],
    ...connections,
  ]),

  forbid([`${server}/**`], network, edges, redis, voice, settings),
  // The settings name the models that there are.
  forbid([`${server}/tone/**`, `${server}/config.ts`], network, edges, redis, settings),
  forbid(atTheNetwork, redis, voice, settings),
  forbid([`${server}/sessions/redis/redis-link.ts`], network, edges, voice, settings),
  withoutGlobals([`${server}/**`], 'Only routes, sockets and http/ touch the network.', connections),
  {
    files: [`${server}/**`],
    ignores: [...tests, `${server}/{config,serve}.ts`],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: settings.message },
      ],
    },
  },

  forbid(['apps/web/src/**'], {
    regex: '^(node:|express|ws$|pino)',
    message: 'It runs in a browser.',
  }),
  forbid(
    pureWeb,
    allowOnly(
      '\\./|\\.\\./(stores|lifecycle)/|(vue|pinia|zod/mini|@undertone/shared)$',
      'Stores and the life cycle are pure.',
    ),
  ),
  withoutGlobals(
    ['apps/web/src/{components,pages,composables,notes}/**'],
    'Connections are made in api/ and audio/, and given in.',
    connections,
  ),
  withoutGlobals(pureWeb, 'Stores and the life cycle know nothing of the DOM.', Object.keys(globals.browser)),

  // In a component's <script setup> the outermost level is one component's.
  forbidSyntax(['apps/*/src/**/*.ts', 'packages/*/src/**/*.ts'], ...moduleState()),
  forbidSyntax(
    [`${server}/**`, 'packages/*/src/**/*.ts', ...pureWeb],
    ...moduleState(),
    // A server without Redis never loads its client, and one that starts takes signals before it loads the rest.
    importedLater('./redis/redis-store.ts', './serve.ts'),
  ),
  {
    files: ['apps/*/src/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }] },
  },
]

/** ESLint takes the last of several here too. */
function forbidSyntax(files, ...selectors) {
  return { files, ignores: tests, rules: { 'no-restricted-syntax': ['error', ...selectors] } }
}

/** The rules of who may import whom see only what is imported at the top. */
function importedLater(...except) {
  return {
    selector: `ImportExpression${except.map((path) => `:not([source.value="${path}"])`).join('')}`,
    message: 'Imports stand at the top of a file, where the rules see them.',
  }
}

/** Selectors of what is changed after a module was loaded: one test, or one session, would see another's. */
function moduleState() {
  const message = 'No state at module level: what has a life is made by a createX(deps).'
  const declared = ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration'
  return [
    `${declared}[kind="let"]`,
    `${declared} > VariableDeclarator > NewExpression[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0]`,
    `${declared} > VariableDeclarator > ArrayExpression[elements.length=0]`,
    `${declared} > VariableDeclarator > ObjectExpression[properties.length=0]`,
    `${declared} > VariableDeclarator > CallExpression[callee.name=/^(shallowRef|ref|reactive|shallowReactive)$/]`,
  ].map((selector) => ({ selector, message }))
}
