import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import vueA11y from 'eslint-plugin-vuejs-accessibility'
import globals from 'globals'
import ts from 'typescript-eslint'
import { importRules } from './scripts/lint/import-rules.mjs'
import { ownLines } from './scripts/lint/own-lines.mjs'

export default ts.config(
  { ignores: ['**/dist', '**/.types', '**/node_modules', '**/coverage', '.cache'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...vue.configs['flat/recommended'],
  ...vueA11y.configs['flat/recommended'],
  {
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] } },
    plugins: { undertone: { rules: { 'own-lines': ownLines } } },
    rules: {
      'undertone/own-lines': ['error', { max: 40 }],
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
    files: ['**/*.{js,mjs}', 'apps/server/**', 'packages/**', 'e2e/**', 'bench/**', 'soak/**', 'fuzz/**'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['apps/web/**', 'e2e/**', 'bench/**', 'examples/**'],
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

  ...importRules,
  {
    // A table of words, not code: one place for whoever reads or translates it.
    files: ['apps/web/src/messages/{en,de}.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: [
      '**/*.test.ts',
      '**/test/**',
      'e2e/**',
      'bench/**',
      'soak/**',
      'fuzz/**',
      'scripts/**',
      '**/*.mjs',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/test/**'],
    rules: { 'max-lines': 'off' },
  },
  prettier,
)
