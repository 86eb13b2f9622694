import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { assembled, assemblies, codeFile } from '../build/assemble.ts'

it.each(assemblies)('the code of %s.wat is made of it as it stands', async (name) => {
  const base64 = (text: string) => /'([^']*)'/.exec(text)?.[1]
  expect(base64(readFileSync(codeFile(name), 'utf8'))).toBe(base64(await assembled(name)))
})
