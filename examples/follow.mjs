// Starts a session, or takes the one whose id is given, and follows it through every drop. Ctrl+C ends it.
//   node examples/follow.mjs [server] [id of a session or a viewer]
import { setTimeout as pause } from 'node:timers/promises'

const [server = 'http://127.0.0.1:8522', id = await start()] = process.argv.slice(2)
const session = `${server}/session/${id}`
process.once('SIGINT', () => fetch(`${session}/end`, { method: 'DELETE' }).finally(process.exit))

let lastId = ''
let isOver = false
while (!isOver) await Promise.allSettled([follow(), pause(1_000)])

async function start() {
  const { session_id, detail } = await (await fetch(`${server}/session/start`, { method: 'POST' })).json()
  return session_id ?? Promise.reject(new Error(detail))
}

async function follow() {
  const stream = await fetch(`${session}/stream`, { headers: { 'Last-Event-ID': lastId } })
  isOver = stream.status === 404
  let text = ''
  for await (const piece of stream.body.pipeThrough(new TextDecoderStream())) {
    const frames = (text + piece).split('\n\n')
    text = frames.pop()
    for (const frame of frames) {
      const fields = Object.fromEntries(frame.split('\n').map((line) => line.split(/: (.*)/)))
      lastId = fields.id ?? lastId
      if (fields.event === 'tone-event') console.log(lastId, JSON.parse(fields.data).subtext)
      if (fields.event === 'session-end') isOver = JSON.parse(fields.data).reason !== 'shutdown'
    }
  }
}
