import { expect, it } from 'vitest'
import protocol from '../../../docs/protocol.md?raw'
import { serverAddresses } from '../server-addresses.ts'

const addresses = [...protocol.matchAll(/^\| `(?:GET|POST|DELETE) (\S+)`/gm)].map(([, path = '']) => path)

it('the page leaves every address of the protocol to the server', () => {
  expect(addresses).toContain('/openapi.json')
  expect(addresses.filter((address) => !serverAddresses.test(address))).toEqual([])
  expect(serverAddresses.test('/health?verbose')).toBe(true)
})

it.each(['/', '/live', '/notes/a', '/watch/a', '/settings', '/sessions', '/readymade'])(
  '%s is the page’s own',
  (address) => {
    expect(serverAddresses.test(address)).toBe(false)
  },
)
