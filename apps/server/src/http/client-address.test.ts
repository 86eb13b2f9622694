import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { createClientAddress } from './client-address.ts'

function request(from: string, forwardedFor?: string): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: from })
  const req = new IncomingMessage(socket)
  if (forwardedFor !== undefined) req.headers['x-forwarded-for'] = forwardedFor
  return req
}

const none = { trustProxy: false, unlimited: [] }

it('counts an IPv4 address by itself, in whichever form it comes, and an IPv6 one with its subnet', () => {
  const { keyOf } = createClientAddress(none)
  expect(keyOf(request('203.0.113.7'))).toBe(keyOf(request('::ffff:203.0.113.7')))
  expect(keyOf(request('203.0.113.7'))).not.toBe(keyOf(request('203.0.113.8')))
  expect(keyOf(request('2001:db8:0:1200::1'))).toBe(keyOf(request('2001:db8:0:12ff:ffff::')))
  expect(keyOf(request('2001:db8:0:1200::1'))).not.toBe(keyOf(request('2001:db8:0:1300::1')))
})

it('takes nobody’s word for their address but a trusted proxy’s', () => {
  const direct = createClientAddress(none)
  expect(direct.keyOf(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
  for (const trustProxy of [1, 'loopback', 'loopback, 10.0.0.0/8']) {
    const { keyOf } = createClientAddress({ trustProxy, unlimited: [] })
    // What stands before the last was the client's own claim.
    expect(keyOf(request('127.0.0.1', '192.0.2.1, 198.51.100.1'))).toBe('198.51.100.1')
  }
  const elsewhere = createClientAddress({ trustProxy: 'loopback', unlimited: [] })
  expect(elsewhere.keyOf(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
})

it('counts what is no address as one', () => {
  const { keyOf } = createClientAddress({ trustProxy: 1, unlimited: ['loopback'] })
  expect(keyOf(request('127.0.0.1', 'unknown'))).toBe(keyOf(request('127.0.0.1', '_hidden')))
  expect(keyOf(request('127.0.0.1', 'unknown'))).not.toBeNull()
})

it('counts nothing of those who are unlimited', () => {
  const { keyOf, keyOfPeer } = createClientAddress({
    trustProxy: false,
    unlimited: ['loopback', '192.0.2.0/24', '2001:db8::/32', '198.51.100.7'],
  })
  for (const own of [
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '::ffff:127.0.0.1',
    '192.0.2.9',
    '2001:db8::7',
    '198.51.100.7',
  ])
    expect([own, keyOf(request(own)), keyOfPeer(own)]).toEqual([own, null, null])
  for (const other of ['192.0.3.9', '2001:db9::7', '198.51.100.8', '::2'])
    expect(keyOf(request(other))).not.toBeNull()
})

it('counts a proxy’s connections for nobody', () => {
  const { keyOfPeer, isProxy } = createClientAddress({ trustProxy: '10.0.0.0/8', unlimited: [] })
  expect([isProxy('10.1.1.1'), keyOfPeer('10.1.1.1')]).toEqual([true, null])
  expect([isProxy('203.0.113.7'), keyOfPeer('203.0.113.7')]).toEqual([false, '203.0.113.7'])
})
