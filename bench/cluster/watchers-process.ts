import { connect, type Socket } from 'node:net'
import { machineMs } from '../support/machine-ms.ts'
import type { Heard, WatchersAsk } from './watchers.ts'
import { answerWith } from '../support/worker.ts'

const together = 100
const counted = /event: (?:tone-event|speech-state)\n/
const timeName = '"timestamp":'

const sockets: Socket[] = []
let urls: readonly string[] = []
let reopened = 0
let heard: { count: number; bytes: number; latenciesMs: number[] } = { count: 0, bytes: 0, latenciesMs: [] }

// Those who watch, as plain sockets that count: their work is not to be taken for the server's.
answerWith<WatchersAsk>(async (asked) => {
  if (asked.ask === 'open') return openAll(asked.urls)
  if (asked.ask === 'reopen') return reopen(asked.perS, asked.forMs)
  return take()
})

async function openAll(all: readonly string[]): Promise<void> {
  urls = all
  let next = 0
  async function openSome(): Promise<void> {
    while (next < all.length) {
      const at = next++
      sockets[at] = await open(all[at] ?? '')
    }
  }
  await Promise.all(Array.from({ length: together }, openSome))
}

/** Resolves once the stream is open. */
function open(url: string): Promise<Socket> {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
  return new Promise((resolve, reject) => {
    let rest = ''
    let isOpen = false
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`a stream was closed: ${rest}`)))
    socket.on('data', (bytes) => {
      const nowMs = machineMs()
      rest += bytes.toString('latin1')
      if (!isOpen && rest.includes('event: stream-open')) {
        isOpen = true
        resolve(socket)
      }
      heard.bytes += bytes.length
      rest = hear(rest, nowMs)
    })
  })
}

/** Counts the events of `text`, and returns what comes after the last whole one. */
function hear(text: string, nowMs: number): string {
  const events = text.split('\n\n')
  const rest = events.pop() ?? ''
  for (const event of events) {
    if (!counted.test(event)) continue
    heard.count++
    const saidMs = Number.parseFloat(event.slice(event.indexOf(timeName) + timeName.length))
    heard.latenciesMs.push(nowMs - saidMs)
  }
  return rest
}

/** Closes streams and opens them again, one after another, as a phone does whose stream came of age. */
async function reopen(perS: number, forMs: number): Promise<number> {
  const startMs = machineMs()
  const openings: Promise<void>[] = []
  for (let count = 0; machineMs() < startMs + forMs;) {
    for (const due = ((machineMs() - startMs) / 1000) * perS; count < due; count++)
      openings.push(again(reopened++))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(openings)
  return openings.length
}

async function again(turn: number): Promise<void> {
  const at = turn % sockets.length
  sockets[at]?.destroy()
  sockets[at] = await open(urls[at] ?? '')
}

async function take(): Promise<Heard> {
  const { user, system } = process.cpuUsage()
  const taken = { ...heard, cpuMs: (user + system) / 1000 }
  heard = { count: 0, bytes: 0, latenciesMs: [] }
  return taken
}
