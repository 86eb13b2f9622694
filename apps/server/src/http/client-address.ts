import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { ipKeyGenerator } from 'express-rate-limit'
import proxyAddr from 'proxy-addr'
import type { TrustProxy } from '../config.ts'

export interface ClientAddressOptions {
  trustProxy: TrustProxy
  /** Addresses and subnets that nothing is counted of. */
  unlimited: readonly string[]
}

/** Who counts as one, by address: what comes in over HTTP, over a WebSocket and as a bare connection alike. */
export interface ClientAddress {
  /** For Express' `trust proxy`. */
  readonly trust: Trust
  /** Of whoever made `req`, past the proxies that are trusted; null where nothing is counted of them. */
  keyOf(req: IncomingMessage): string | null
  /** As `keyOf`, of whoever holds a connection from `address`, which is nobody's own where a proxy is. */
  keyOfPeer(address: string | undefined): string | null
  isProxy(address: string | undefined): boolean
}

type Trust = (address: string, hop: number) => boolean

/** What a provider gives one customer: https://www.rfc-editor.org/rfc/rfc6177#section-2 */
const ipv6SubnetBits = 56
/** Those who come often are looked up once. */
const mostKnown = 10_000

export function createClientAddress({ trustProxy, unlimited }: ClientAddressOptions): ClientAddress {
  const trust = trustOf(trustProxy)
  const free = blockListOf(unlimited)

  const known = new Map<string, string | null>()

  function keyOfAddress(address: string): string | null {
    const key = known.get(address)
    if (key !== undefined) return key
    if (known.size >= mostKnown) known.clear()
    const found = findKey(address)
    known.set(address, found)
    return found
  }

  function findKey(address: string): string | null {
    const version = isIP(address)
    // A proxy that is trusted and writes something else than an address: all of those count as one.
    if (version === 0) return 'unknown'
    return free.check(address, version === 4 ? 'ipv4' : 'ipv6')
      ? null
      : ipKeyGenerator(address, ipv6SubnetBits)
  }

  const isProxy = (address = '') => trust(address, 0)
  return {
    trust,
    isProxy,
    // A connection that is gone has no address any more.
    keyOf: (req) => (req.socket.remoteAddress === undefined ? null : keyOfAddress(proxyAddr(req, trust))),
    keyOfPeer: (address) => (address === undefined || isProxy(address) ? null : keyOfAddress(address)),
  }
}

function trustOf(trustProxy: TrustProxy): Trust {
  if (typeof trustProxy === 'string')
    return proxyAddr.compile(trustProxy.split(',').map((each) => each.trim()))
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy
  return () => trustProxy
}

/** Names as Express has them for a proxy's address: https://expressjs.com/en/guide/behind-proxies.html */
const namedSubnets: Record<string, string[]> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

function blockListOf(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets.flatMap((name) => namedSubnets[name] ?? [name])) {
    const [address = '', bits] = subnet.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}
