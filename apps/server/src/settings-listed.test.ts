import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig, settingNames } from './config.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
/** Name → value, of every line `NAME=value`. */
const exampleValues = new Map(
  [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
)

it('.env.example has every setting, and no other', () => {
  expect([...exampleValues.keys()].sort()).toEqual([...settingNames].sort())
})

it('.env.example holds the defaults', () => {
  const asListed = readConfig(Object.fromEntries(exampleValues))
  // An idle time that an operator sets is the least that a session may ask for, too.
  expect({ ...asListed, minIdleTtlS: 0 }).toEqual(readConfig({}))
})

it('compose.yaml hands on settings that there are, the code for a few people among them', () => {
  const handedOn = [...read('deploy/compose.yaml').matchAll(/^ {4}([A-Z_]+): \$\{\1:-/gm)].map(
    ([, name = '']) => name,
  )
  expect(handedOn).toContain('ACCESS_CODE')
  expect(handedOn.filter((name) => !settingNames.includes(name))).toEqual([])
})

describe('the table of settings in README.md', () => {
  const rows = [...read('README.md').matchAll(/^\| `([A-Z_]+)` +\| (\S+) +\|/gm)]

  it('has every setting, and no other', () => {
    expect(rows.map(([, name]) => name).sort()).toEqual([...settingNames].sort())
  })

  it.each(rows.map(([, name = '', value = '']) => [name, value]))('has the default of %s', (name, value) => {
    expect(value).toBe(exampleValues.get(name) || 'unset')
  })
})
