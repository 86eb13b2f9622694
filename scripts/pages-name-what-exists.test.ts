import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md']
const pages = execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).trim().split('\n')

it('finds the pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/ARCHITECTURE.md']))
})

it.each(pages)('what %s links to is there', (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|href)="([^"#]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
  expect(links.filter((link) => !existsSync(resolve(root, dirname(page), link)))).toEqual([])
})

it('SECURITY.md names only tests that there are', () => {
  const names = [...textOf('SECURITY.md').matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = '']) => name)
  const folder = (name: string) => (name.includes('/') ? '' : 'apps/server/test')
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !existsSync(join(root, folder(name), name)))).toEqual([])
})

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}
