import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { packagesToTestWith } from './find-or-install.mjs'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

it('the dev container has every program that the tests run', () => {
  const installed = new Set(
    /apt-get install ([^"]+)"/.exec(read('.devcontainer/devcontainer.json'))?.[1]?.split(' '),
  )
  expect(packagesToTestWith.filter((name) => !installed.has(name))).toEqual([])
})
