import type { NetworkInterfaceInfo } from 'node:os'

export declare function localAddresses(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
  routed: string | null,
): string[]
