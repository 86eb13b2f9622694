import { launchCaddy } from './caddy.ts'
import { launchNginx } from './nginx.ts'
import type { RunningProxy } from './proxy.ts'
import { launchServer, type RunningServer } from './server.ts'

const launchers = { Caddy: launchCaddy, nginx: launchNginx } as const
export type ProxyName = keyof typeof launchers
/** The proxies that `deploy/` has settings for. */
export const proxyNames: ProxyName[] = ['Caddy', 'nginx']

/** The real server in a process of its own. */
export interface ClusterNode {
  /** As host:port, which stay the same when it is replaced. */
  readonly address: string
  stop(): Promise<void>
  kill(): Promise<void>
  /** Stops it and starts a new one in its place, as an update does. */
  replace(): Promise<void>
}

export interface Cluster {
  proxy: RunningProxy
  nodes: ClusterNode[]
}

export interface ClusterOptions {
  nodes: number
  env?: Record<string, string>
}

/** Nodes behind a real proxy that has the settings of `deploy/`, until the test ends. */
export async function launchCluster(
  name: ProxyName,
  { nodes: count, env = {} }: ClusterOptions,
): Promise<Cluster> {
  const nodes = await Promise.all(Array.from({ length: count }, () => launchNode(env)))
  return { nodes, proxy: await launchers[name](nodes.map(({ address }) => address)) }
}

async function launchNode(env: Record<string, string>): Promise<ClusterNode> {
  const launch = (port: string): Promise<RunningServer> =>
    launchServer({ TRUST_PROXY: '1', ...env, PORT: port })
  let server = await launch('0')
  const { host, port } = new URL(server.url)
  return {
    address: host,
    stop: () => server.stop(),
    kill: () => server.kill(),
    async replace() {
      await server.stop()
      server = await launch(port)
    },
  }
}
