import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFlakyProxy } from './flaky-proxy.ts'

describe('createFlakyProxy', () => {
  it('carries bytes both ways, and the end', async () => {
    const { near, far } = await joined()
    near.socket.write('up')
    far.socket.write('down')
    await near.received('down')
    await far.received('up')
    near.socket.end()
    await far.ended
    far.socket.end('last words')
    await near.received('downlast words')
    await near.closed
  })

  it('resets every connection on cut, and takes new ones', async () => {
    const { proxy, near, far, dial, accepted } = await joined()
    proxy.cut()
    await Promise.all([near.closed, far.closed])
    expect(near.errorCode()).toBe('ECONNRESET')
    expect(far.errorCode()).toBe('ECONNRESET')
    const again = await dial()
    again.socket.write('hello')
    await (await accepted(1)).received('hello')
  })

  it('refuses until it is healed', async () => {
    const { proxy, near, dial, accepted } = await joined()
    proxy.refuse()
    await near.closed
    await dialTo(proxy.port).closed
    proxy.heal()
    const again = await dial()
    again.socket.write('hello')
    await (await accepted(1)).received('hello')
  })

  it('holds everything back while stalled, and loses none of it', async () => {
    const { proxy, near, far, letPass } = await joined()
    proxy.stall()
    near.socket.write('up')
    far.socket.write('down')
    far.socket.end()
    await letPass()
    expect(near.text() + far.text()).toBe('')
    proxy.heal()
    await near.received('down')
    await far.received('up')
    await near.ended
  })

  it('stalls the way down alone', async () => {
    const { proxy, near, far } = await joined()
    proxy.stallDownload()
    far.socket.write('down')
    near.socket.write('up')
    await far.received('up')
    expect(near.text()).toBe('')
    proxy.heal()
    await near.received('down')
  })

  it('lets the sender feel a way down that is stalled', async () => {
    const { proxy, far, near, letPass } = await joined()
    proxy.stallDownload()
    const block = Buffer.alloc(1024 * 1024)
    // More than the system's own buffers on the way hold.
    for (let i = 0; i < 64; i++) far.socket.write(block)
    await letPass()
    expect(far.socket.writableLength).toBeGreaterThan(0)
    proxy.heal()
    await vi.waitFor(() => expect(near.length()).toBe(64 * block.length), { timeout: 10_000 })
  })

  it('loses bytes and closings while the radio is dead, and its connections stay dead', async () => {
    const { proxy, near, far, dial, accepted } = await joined()
    proxy.swallow()
    far.socket.write('never arrives')
    near.socket.write('nor does this')
    proxy.heal()
    near.socket.write('nor this')
    near.socket.destroy()
    const again = await dial()
    again.socket.write('hello')
    await (await accepted(1)).received('hello')
    expect(near.text() + far.text()).toBe('')
    expect(far.socket.readableEnded).toBe(false)
    await vi.waitFor(() => expect(proxy.sockets()).toEqual({ client: 1, target: 2 }))
  })

  it('takes connections while the radio is dead, and leads them nowhere', async () => {
    const { proxy, dial, connections } = await joined()
    proxy.swallow()
    const lost = await dial()
    lost.socket.write('hello')
    await vi.waitFor(() => expect(proxy.sockets().client).toBe(2))
    proxy.heal()
    expect(connections()).toBe(1)
    proxy.cut()
    await lost.closed
  })

  it('never lets the target of a dead connection know of a cut', async () => {
    const { proxy, near, far } = await joined()
    proxy.swallow()
    proxy.cut()
    await near.closed
    expect(far.socket.closed).toBe(false)
    expect(proxy.sockets()).toEqual({ client: 0, target: 1 })
  })

  it('tells the target of a dead connection once it is buried, and of no other', async () => {
    const { proxy, near, far, dial, accepted } = await joined()
    proxy.swallow()
    near.socket.destroy()
    proxy.heal()
    await dial()
    const other = await accepted(1)
    await vi.waitFor(() => expect(proxy.sockets()).toEqual({ client: 1, target: 2 }))
    proxy.bury()
    await far.ended
    expect(proxy.sockets()).toEqual({ client: 1, target: 1 })
    expect(other.socket.readableEnded).toBe(false)
  })

  it('delays each direction', async () => {
    const { proxy, near, far } = await joined()
    proxy.setDelayMs(60)
    const startedMs = performance.now()
    near.socket.write('ping')
    await far.received('ping')
    far.socket.write('pong')
    await near.received('pong')
    expect(performance.now() - startedMs).toBeGreaterThan(118)
  })

  it('lets down no more than the limit', async () => {
    const { proxy, near, far } = await joined()
    proxy.throttle(10_000)
    const startedMs = performance.now()
    far.socket.write(Buffer.alloc(3_000))
    await vi.waitFor(() => expect(near.length()).toBe(3_000))
    expect(performance.now() - startedMs).toBeGreaterThan(190)
  })

  it('resets the client where there is no target', async () => {
    const server = createServer()
    const port = await listen(server)
    server.close()
    const proxy = await createFlakyProxy({ targetPort: port })
    onTestFinished(() => proxy.close())
    await dialTo(proxy.port).closed
    expect(proxy.sockets()).toEqual({ client: 0, target: 0 })
  })

  it('leaves nothing open once closed, the half-open included', async () => {
    const { proxy, near, far } = await joined()
    proxy.swallow()
    near.socket.destroy()
    await proxy.close()
    await far.ended
    expect(proxy.sockets()).toEqual({ client: 0, target: 0 })
  })
})

interface End {
  socket: Socket
  text(): string
  length(): number
  errorCode(): string | null
  received(text: string): Promise<void>
  ended: Promise<unknown>
  closed: Promise<void>
}

/** A target, a proxy before it, and one connection through both. */
async function joined() {
  const fars: End[] = []
  const target = createServer({ allowHalfOpen: true }, (socket) => fars.push(endOf(socket)))
  const proxy = await createFlakyProxy({ targetPort: await listen(target) })
  onTestFinished(async () => {
    await proxy.close()
    target.close()
  })
  async function dial(): Promise<End> {
    const end = dialTo(proxy.port)
    await once(end.socket, 'connect')
    return end
  }
  async function accepted(index: number): Promise<End> {
    return vi.waitUntil(() => fars[index])
  }
  /** Long enough for anything to have come through, had it been let: others go to and fro on a fair road. */
  async function letPass(): Promise<void> {
    const fair = await createFlakyProxy({ targetPort: portOf(target) })
    const probe = dialTo(fair.port)
    const other = await accepted(fars.length)
    for (let text = 'x'; text.length <= 5; text += 'x') {
      probe.socket.write('x')
      await other.received(text)
      other.socket.write('x')
      await probe.received(text)
    }
    await fair.close()
  }
  const near = await dial()
  const far = await accepted(0)
  return { proxy, near, far, dial, accepted, letPass, connections: () => fars.length }
}

function dialTo(port: number): End {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  return endOf(socket)
}

function endOf(socket: Socket): End {
  const chunks: Buffer[] = []
  let errorCode: string | null = null
  socket.on('data', (bytes) => chunks.push(bytes))
  socket.on('error', (error) => (errorCode = 'code' in error ? String(error.code) : error.message))
  const text = () => Buffer.concat(chunks).toString()
  return {
    socket,
    text,
    length: () => chunks.reduce((sum, { length }) => sum + length, 0),
    errorCode: () => errorCode,
    received: (expected) => vi.waitFor(() => expect(text()).toBe(expected)),
    ended: new Promise((resolve) => socket.once('end', resolve)),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(portOf(server))))
}

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('No port')
  return address.port
}
