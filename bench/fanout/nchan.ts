import { spawn, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findOrInstall } from '../../scripts/find-or-install.mjs'
import { onCore } from '../support/on-core.ts'
import { frameEvent } from './frame.ts'
import { portOf } from './port-of.ts'
import type { Server } from './server.ts'

/** Where Debian's package libnginx-mod-nchan puts it. */
const moduleFile = '/usr/lib/nginx/modules/ngx_nchan_module.so'
const ticksPerS = Number(execFileSync('getconf', ['CLK_TCK']).toString())

/** nginx with nchan, an event stream server in C: https://nchan.io. Null where that module isn't installed. */
export async function startNchan(folder: string): Promise<Server | null> {
  if (!existsSync(moduleFile)) return null
  const port = await freePort()
  const home = join(folder, 'nchan')
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'nginx.conf'), settings(home, port))
  const [command, ...args] = [
    ...onCore(0),
    findOrInstall('nginx'),
    '-e',
    'stderr',
    '-p',
    home,
    '-c',
    join(home, 'nginx.conf'),
  ]
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const publish = async (name: string, data: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/publish`, {
      method: 'POST',
      headers: { 'X-EventSource-Event': name },
      body: data,
    })
    if (!answer.ok) throw new Error(`nchan took no event: ${answer.status}`)
    await answer.text()
  }
  await until(() => publish('stream-open', '{}'))
  const data = JSON.stringify(frameEvent('0f3kq9d2mVt1b7x0aQz4Lw'))
  const unasked = () => Promise.reject(new Error('nchan is not asked for this'))
  return {
    port,
    paths: async (count) => new Array<string>(count).fill('/stream'),
    async broadcast(rounds) {
      const [startMs, before] = [performance.now(), cpuMsOf(child.pid)]
      for (let round = 0; round < rounds; round++) await publish('tone-event', data)
      const cpuMs = cpuMsOf(child.pid) - before
      return { events: rounds, tookMs: performance.now() - startMs, cpuMs, delayP99Ms: NaN, delayMostMs: NaN }
    },
    spread: unasked,
    say: unasked,
    memory: unasked,
    async stop() {
      const gone = once(child, 'exit')
      // It holds nothing that is worth a farewell, and falls over where it is given time for one.
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** One process, which serves by itself. */
function settings(home: string, port: number): string {
  return `load_module ${moduleFile};
daemon off;
master_process off;
pid ${home}/pid;
error_log stderr crit;
events { worker_connections 20000; }
http {
  access_log off;
  client_body_temp_path ${home}/body;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location /stream { nchan_subscriber eventsource; nchan_channel_id x; }
    location /publish { nchan_publisher; nchan_channel_id x; nchan_message_buffer_length 1; nchan_message_timeout 10m; }
  }
}
`
}

/** User and system time of a process, proc(5). */
function cpuMsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerS
}

async function until(act: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}
