import { fileURLToPath } from 'node:url'
import type { Passed, RunningProxy } from './proxy.ts'
import { openFolder, putCertificate } from './proxy-folder.ts'
import { freePort, launchProgram } from './proxy-program.ts'

const caddyfile = fileURLToPath(new URL('../../deploy/Caddyfile', import.meta.url))

/** Caddy with `deploy/Caddyfile` in front of `nodes`, as host:port. */
export async function launchCaddy(nodes: readonly string[]): Promise<RunningProxy> {
  const folder = await openFolder()
  const { certFile, keyFile } = await putCertificate(folder)
  const port = await freePort()
  const { said } = await launchProgram({
    setting: 'CADDY_PATH',
    args: ['run', '--config', caddyfile, '--adapter', 'caddyfile'],
    env: {
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      BIND_ADDRESS: '127.0.0.1',
      HTTP_PORT: String(await freePort()),
      HTTPS_PORT: String(port),
      TLS_FILES: `${certFile} ${keyFile}`,
      NODES: nodes.join(' '),
      // At this level it says where each request goes.
      CADDY_LOG_LEVEL: 'DEBUG',
    },
    port,
    folder,
  })
  return { url: `https://localhost:${port}`, log: said, passed: () => said().split('\n').flatMap(passedOf) }
}

/** A line of its log that says whom it asked. */
function passedOf(line: string): Passed[] {
  const pattern = /"upstream roundtrip","upstream":"([\d.:]+)".*?"method":"(\w+)".*?"uri":"([^"?]*)/
  const [, node, method, path] = pattern.exec(line) ?? []
  return node && method && path ? [{ node, method, path }] : []
}
