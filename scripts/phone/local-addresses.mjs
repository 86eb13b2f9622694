/** Networks that end at this computer, or at the far end of a tunnel: no phone is in them. By the interface's name. */
const notHere =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|podman|tun|tap|utun|ppp|wg|tailscale|zt|nordlynx|bridge\d)|vethernet|virtualbox|vmware|hyper-v|wsl|vpn|tailscale|zerotier/i

/** https://www.rfc-editor.org/rfc/rfc1918, the nearest to a home first: 172.16.0.0/12 is where containers are, too. */
const privateRanges = [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./]

/**
 * The addresses at which a phone in the same network can reach this computer, the likeliest first. `interfaces` is
 * Node's `networkInterfaces()`, `routed` the address that is used towards other networks, or null.
 *
 * IPv4 only, and private only: such an address is behind a router, where an IPv6 one may be open to the whole Internet.
 */
export function localAddresses(interfaces, routed) {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) => addresses.map((address) => ({ name, ...address })))
    .filter(({ name, family, internal }) => family === 'IPv4' && !internal && !notHere.test(name))
    .map(({ address }) => ({ address, rank: rankOf(address, routed) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ address }) => address)
}

function rankOf(address, routed) {
  const range = privateRanges.findIndex((start) => start.test(address))
  if (range < 0) return null
  return address === routed ? -1 : range
}
