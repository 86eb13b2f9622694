import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const assets = fileURLToPath(new URL('../../apps/web/dist/assets/', import.meta.url))
const script = fileURLToPath(new URL('./worklet-page.js', import.meta.url))

/** A worklet that does nothing: what is left is the engine's own work. */
const empty = `registerProcessor('empty', class extends AudioWorkletProcessor { process() { return true } })`

export interface Worklet {
  readonly url: string
  readonly name: string
}

export const ours: Worklet = { url: '/ours.js', name: 'undertone-pcm' }
export const idle: Worklet = { url: '/idle.js', name: 'empty' }

/** An empty page, the product's built worklet, and one that does nothing. */
export async function serveWorkletPages() {
  const built = readdirSync(assets).find((file) => /^pcm-worklet-.*\.js$/.test(file)) ?? ''
  const files = new Map([
    ['/', ['text/html', '<!doctype html><title>Worklets</title><script src="/page.js"></script>']],
    ['/page.js', ['text/javascript', readFileSync(script, 'utf8')]],
    [ours.url, ['text/javascript', readFileSync(assets + built, 'utf8')]],
    [idle.url, ['text/javascript', empty]],
  ])
  const server = createServer((request, response) => {
    const [type, body] = files.get(request.url ?? '') ?? []
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type ?? 'text/plain' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${portOf(server.address())}/`, stop: () => server.close() }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
