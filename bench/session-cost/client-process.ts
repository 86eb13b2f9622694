import { answerWith } from '../support/worker.ts'
import type { ClientAsk, Called } from './client.ts'
import { openConnection, type Connection } from './connection.ts'

// Whoever calls. It must cost less than what it calls, so it knows no more of HTTP than these answers need.
let connections: Connection[] = []
let ids: string[] = []

answerWith<ClientAsk>(async (asked) => {
  if (asked.ask === 'connect') return connect(asked.port, asked.connections)
  if (asked.ask === 'start') return start(asked.count)
  const request = asked.ask === 'get' ? get : end
  return callAll(ids.map(request), () => {})
})

async function connect(port: number, count: number): Promise<void> {
  connections.forEach((each) => each.close())
  connections = await Promise.all(Array.from({ length: count }, () => openConnection(port)))
}

function start(count: number): Promise<Called> {
  ids = []
  const body = '{"elcor":false,"idle_ttl_s":90}'
  const request = `POST /session/start HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  return callAll(Array<string>(count).fill(request), (answer) => {
    const [, id] = /"session_id":"([\w-]{22})"/.exec(answer) ?? []
    if (id === undefined) throw new Error(`There is no id in ${answer}`)
    ids.push(id)
  })
}

const headers = 'Host: 127.0.0.1\r\nAccept: application/json\r\n'
const get = (id: string) => `GET /session/${id} HTTP/1.1\r\n${headers}\r\n`
const end = (id: string) => `DELETE /session/${id}/end HTTP/1.1\r\n${headers}\r\n`

/** Sends `requests` over all connections, on each one after the other. */
async function callAll(requests: readonly string[], take: (body: string) => void): Promise<Called> {
  let next = 0
  const before = { atMs: performance.now(), cpu: process.cpuUsage() }
  const lanes = connections.map(async ({ call }) => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++])
      take(await call(request))
  })
  await Promise.all(lanes)
  const { user, system } = process.cpuUsage(before.cpu)
  return { wallMs: performance.now() - before.atMs, cpuMs: (user + system) / 1000 }
}
