import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import vueA11y from 'eslint-plugin-vuejs-accessibility'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Forbids imports, with the reason. `patterns` are gitignore-style. */
function forbid(patterns, message) {
  return { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] }
}

const redis = ['redis', '@redis/*']
const network = ['express', 'ws', 'node:http', 'node:net', 'supertest', ...redis]

export default ts.config(
  { ignores: ['**/dist', '**/.types', '**/node_modules', '**/coverage', '.cache'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...vue.configs['flat/recommended'],
  ...vueA11y.configs['flat/recommended'],
  {
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      complexity: ['error', 12],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true }],
      'no-console': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  {
    files: ['**/*.{js,mjs}', 'apps/server/**', 'packages/**', 'e2e/**', 'bench/**', 'soak/**'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['apps/web/**', 'e2e/**', 'bench/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.audioWorklet } },
  },
  {
    files: ['apps/web/**/*.vue'],
    rules: {
      // A label around its input needs no id; screen readers take either.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'vuejs-accessibility/form-control-has-label': 'error',
    },
  },

  // Who may import whom: docs/ARCHITECTURE.md.
  {
    files: ['packages/shared/src/**'],
    rules: forbid(['@undertone/*', 'node:*', 'vue', ...network], 'The wire depends on nothing but zod.'),
  },
  {
    files: ['packages/voice/src/**'],
    ignores: ['**/*.test.ts'],
    rules: forbid(
      ['node:*', 'vue', '@undertone/server', ...network],
      'The voice pipeline runs in Node, in a worker and in a browser alike.',
    ),
  },
  {
    files: ['apps/server/src/**'],
    ignores: [
      'apps/server/src/http/**',
      '**/*-routes.ts',
      '**/*-route.ts',
      '**/event-stream-response.ts',
      'apps/server/src/audio/{audio-socket,microphone,own-origin}.ts',
      'apps/server/src/{server,main}.ts',
      'apps/server/src/sessions/redis/redis-link.ts',
      '**/*.test.ts',
    ],
    rules: forbid(network, 'Only routes, sockets, http/ and the link to Redis touch the network.'),
  },
  {
    files: [
      'apps/server/src/{server,main}.ts',
      'apps/server/src/http/**',
      'apps/server/src/**/*-route{,s}.ts',
      'apps/server/src/audio/**',
    ],
    rules: forbid(redis, 'Only redis-link.ts touches Redis.'),
  },
  {
    files: ['apps/server/src/**'],
    ignores: ['apps/server/src/config.ts', 'apps/server/src/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads settings.' },
      ],
    },
  },
  {
    files: ['apps/web/src/{stores,lifecycle}/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      ...forbid(
        ['../composables/*', '../components/*', '../pages/*', '../notes/*', '../api/*'],
        'Stores and the life cycle are pure.',
      ),
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'fetch',
        'EventSource',
        'WebSocket',
      ],
    },
  },
  {
    // A table of words, not code: one place for whoever reads or translates it.
    files: ['apps/web/src/messages/{en,de}.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/test/**', 'e2e/**', 'bench/**', 'soak/**', 'scripts/**', '**/*.mjs'],
    rules: { 'no-console': 'off', 'max-lines': 'off' },
  },
  prettier,
)
