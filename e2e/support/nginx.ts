import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Passed, RunningProxy } from './proxy.ts'
import { openFolder, putCertificate } from './proxy-folder.ts'
import { freePort, launchProgram } from './proxy-program.ts'

const siteFile = fileURLToPath(new URL('../../deploy/nginx.conf', import.meta.url))

/** nginx with `deploy/nginx.conf` in front of `nodes`, as host:port. */
export async function launchNginx(nodes: readonly string[]): Promise<RunningProxy> {
  const folder = await openFolder()
  const { certFile, keyFile } = await putCertificate(folder)
  const port = await freePort()
  await mkdir(join(folder, 'undertone'))
  const put = (name: string, lines: string[]) => writeFile(join(folder, name), lines.join('\n'))
  await put('nginx.conf', mainLines)
  await put(
    'undertone/nodes.conf',
    nodes.map((node) => `server ${node} max_fails=0;`),
  )
  await put('undertone/listen.conf', [
    `listen 127.0.0.1:${port} ssl http2;`,
    `ssl_certificate ${certFile};`,
    `ssl_certificate_key ${keyFile};`,
  ])
  const { said } = await launchProgram({
    setting: 'NGINX_PATH',
    args: ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
    port,
    folder,
  })
  return { url: `https://localhost:${port}`, log: said, passed: () => said().split('\n').flatMap(passedOf) }
}

/** What a distribution's own file has around the sites; paths are within the folder. */
const mainLines = [
  'daemon off;',
  'pid nginx.pid;',
  'worker_processes 2;',
  'events {}',
  'http {',
  ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${name};`),
  `  include ${siteFile};`,
  '}',
]

/** A line of the access log; it names every node that was tried. */
function passedOf(line: string): Passed[] {
  const [, method = '', path = '', nodes = ''] =
    / ([A-Z]+) (\S+) HTTP\S+ \d+ .* s from (.*?) [\d, -]+$/.exec(line) ?? []
  return nodes.match(/[\d.]+:\d+/g)?.map((node) => ({ node, method, path })) ?? []
}
