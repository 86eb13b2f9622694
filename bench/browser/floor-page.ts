import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'

/** What the network alone costs: a page of `bytes` packed bytes whose one button is answered by a line in the page itself. */
export async function serveFloorPage(bytes: number) {
  const body = packedTo(bytes)
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' })
      .end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${portOf(server.address())}/`, stop: () => server.close() }
}

function packedTo(bytes: number): Buffer {
  let noise = ''
  let body = pack(noise)
  // What can't be packed makes it as long as is wanted.
  for (let n = 0; body.length < bytes; n++) {
    noise += Math.sin(n + 1)
      .toString(36)
      .slice(3)
    body = pack(noise)
  }
  return body
}

function pack(noise: string): Buffer {
  return brotliCompressSync(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width" />
<title>Floor</title><h1>Before</h1><button class="button is-filled">Next</button><!-- ${noise} -->
<script>document.querySelector('button').onclick = () => (document.querySelector('h1').textContent = 'After')</script>`)
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
