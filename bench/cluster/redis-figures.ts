import { once } from 'node:events'
import { connect } from 'node:net'

/** What Redis has done so far, by its own account. */
export interface RedisTotals {
  /** User and system time of all its threads. */
  readonly cpuMs: number
  readonly usedBytes: number
  readonly inBytes: number
  readonly outBytes: number
  /** Size of the append-only file, 0 where there is none. */
  readonly fileBytes: number
  readonly keys: number
  /** How often each command was called, those that scripts call among them. */
  readonly calls: ReadonlyMap<string, number>
}

export interface RedisFigures {
  read(): Promise<RedisTotals>
  close(): void
}

/** Where there is no Redis. */
export const noRedisFigures: RedisFigures = {
  read: () =>
    Promise.resolve({
      cpuMs: 0,
      usedBytes: 0,
      inBytes: 0,
      outBytes: 0,
      fileBytes: 0,
      keys: 0,
      calls: new Map<string, number>(),
    }),
  close() {},
}

export async function openRedisFigures(port: number): Promise<RedisFigures> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  let more = () => {}
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
    more()
  })

  /** https://redis.io/docs/latest/develop/reference/protocol-spec/: "$", the length, and so many bytes. */
  async function info(): Promise<string> {
    text = ''
    socket.write('INFO everything\r\n')
    for (;;) {
      await new Promise<void>((resolve) => (more = resolve))
      const [head = '', length] = /^\$(\d+)\r\n/.exec(text) ?? []
      if (text.length >= head.length + Number(length) + 2) return text
    }
  }

  return {
    async read() {
      const all = await info()
      const number = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(all)?.[1] ?? 0)
      const lines = all.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)
      return {
        cpuMs: (number('used_cpu_user') + number('used_cpu_sys')) * 1000,
        usedBytes: number('used_memory'),
        inBytes: number('total_net_input_bytes'),
        outBytes: number('total_net_output_bytes'),
        fileBytes: number('aof_current_size'),
        keys: Number(/^db0:keys=(\d+)/m.exec(all)?.[1] ?? 0),
        calls: new Map([...lines].map(([, name = '', calls]) => [name, Number(calls)])),
      }
    },
    close: () => socket.destroy(),
  }
}
