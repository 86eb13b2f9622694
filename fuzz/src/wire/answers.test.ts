import { expect, it } from 'vitest'
import { readAnswers } from './answers.ts'

const statuses = (text: string) => readAnswers(Buffer.from(text)).map(({ status, body }) => [status, body])

it('reads answers that come one behind the other, also those of HEAD', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'
  expect(statuses(`${head}HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}`)).toEqual([
    [200, ''],
    [404, '{}'],
  ])
})

it('leaves out what isn’t whole', () => {
  expect(statuses('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')).toEqual([])
})

it('refuses what is no answer', () => {
  expect(() => statuses('what?\r\n\r\n')).toThrow('No status line')
})
