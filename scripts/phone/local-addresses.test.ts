import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { localAddresses } from './local-addresses.mjs'

function v4(address: string, internal = false): NetworkInterfaceInfo[] {
  return [{ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '', cidr: null }]
}

function v6(address: string): NetworkInterfaceInfo[] {
  return [{ address, internal: false, family: 'IPv6', scopeid: 0, netmask: '', mac: '', cidr: null }]
}

it('finds none where there is only this machine', () => {
  expect(localAddresses({ lo: v4('127.0.0.1', true) }, null)).toEqual([])
})

it('has the address that leads to other networks first, then the one most like a home’s', () => {
  const interfaces = { eth0: v4('172.20.0.7'), eth1: v4('10.1.2.3'), wlan0: v4('192.168.1.5') }
  expect(localAddresses(interfaces, '10.1.2.3')).toEqual(['10.1.2.3', '192.168.1.5', '172.20.0.7'])
  expect(localAddresses(interfaces, null)).toEqual(['192.168.1.5', '10.1.2.3', '172.20.0.7'])
})

it.each([
  'docker0',
  'br-5f3a0b12cd34',
  'veth12ab',
  'virbr0',
  'vboxnet0',
  'tun0',
  'utun4',
  'wg0',
  'tailscale0',
  'bridge100',
  'vEthernet (WSL)',
  'VirtualBox Host-Only Network',
])('leaves out %s, where no phone is, even if everything goes through it', (name) => {
  expect(localAddresses({ [name]: v4('10.8.0.2'), en0: v4('192.168.1.5') }, '10.8.0.2')).toEqual([
    '192.168.1.5',
  ])
})

it.each(['wlp3s0', 'en0', 'eth0', 'Wi-Fi', 'Ethernet 2', 'br0'])('takes %s', (name) => {
  expect(localAddresses({ [name]: v4('192.168.1.5') }, null)).toEqual(['192.168.1.5'])
})

it.each(['203.0.113.7', '169.254.10.1', '172.32.0.1', '100.64.0.1'])(
  'never offers %s, which is no local network’s',
  (address) => {
    expect(localAddresses({ eth0: v4(address) }, address)).toEqual([])
  },
)

it('never offers an address of IPv6, which the whole Internet may reach', () => {
  expect(localAddresses({ eth0: v6('2001:db8::7'), eth1: v6('fe80::1') }, null)).toEqual([])
})
