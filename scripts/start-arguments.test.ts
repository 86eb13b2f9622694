import { expect, it } from 'vitest'
import { startArguments } from './start-arguments.mjs'
import { StartError } from './start-error.mjs'

it('is for this machine alone unless it is asked for a phone', () => {
  expect(startArguments([])).toEqual({ phone: false })
  expect(startArguments(['--phone'])).toEqual({ phone: true })
})

it('takes a separator that a runner passed on', () => {
  expect(startArguments(['--', '--phone'])).toEqual({ phone: true })
})

it('names what it does not know, and what it does', () => {
  const start = () => startArguments(['--phone', '--fone'])
  expect(start).toThrow(StartError)
  expect(start).toThrow('start doesn\'t know "--fone". It takes nothing, or --phone')
})
