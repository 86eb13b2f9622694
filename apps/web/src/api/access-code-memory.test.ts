import { beforeEach, expect, it } from 'vitest'
import { accessCodeKey, createAccessCodeMemory } from './access-code-memory.ts'

beforeEach(() => localStorage.clear())

it('remembers on the device, for every tab, until it is forgotten', () => {
  const [one, other] = [memory(), memory()]
  one.write('sesame')
  expect(other.read()).toBe('sesame')
  other.forget()
  expect(one.read()).toBeNull()
})

it('remembers as long as the page is there where the device refuses', () => {
  const page = { code: null }
  const refused = () => createAccessCodeMemory(refuse, page)
  refused().write('sesame')
  expect(refused().read()).toBe('sesame')
  refused().forget()
  expect(refused().read()).toBeNull()
})

it('leaves nothing in the page once the device has it', () => {
  const page = { code: 'old' }
  createAccessCodeMemory(() => localStorage, page).write('sesame')
  expect(page.code).toBeNull()
})

it.each(['', 'x'.repeat(201)])('takes what no server would for nothing', (stored) => {
  localStorage.setItem(accessCodeKey, stored)
  expect(memory().read()).toBeNull()
})

function memory() {
  return createAccessCodeMemory(() => localStorage, { code: null })
}

function refuse(): Storage {
  throw new DOMException('', 'SecurityError')
}
