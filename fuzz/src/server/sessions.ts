import { Agent, request } from 'node:http'
import { sessionSchema, shareSchema } from '@undertone/shared'

export interface Sessions {
  start(): Promise<string>
  share(sessionId: string): Promise<string>
  end(sessionId: string): Promise<void>
  /** An owner's id and a viewer's of one session, for cases that may do to it what they like; a new one every second. */
  victim(): Promise<{ owner: string; viewer: string }>
  close(): void
}

/** Starts and ends sessions as a well-behaved client does. */
export function createSessions(port: number): Sessions {
  // As `fetch`, at a third of what that costs.
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let victim: Promise<{ owner: string; viewer: string }> | null = null
  let victimSinceMs = -Infinity

  function ask(method: string, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const asked = request({ agent, port, method, path, host: '127.0.0.1' }, (res) => {
        let text = ''
        res.setEncoding('utf8').on('data', (more) => (text += String(more)))
        res.once('end', () => resolve(text))
      })
      asked.once('error', (error) => {
        // A kept connection may be closed for its idleness just as it is asked on: https://www.rfc-editor.org/rfc/rfc9112#section-9.5
        if (asked.reusedSocket) resolve(ask(method, path))
        else reject(error)
      })
      asked.end()
    })
  }

  async function start(): Promise<string> {
    return sessionSchema.parse(JSON.parse(await ask('POST', '/session/start'))).session_id
  }

  async function share(sessionId: string): Promise<string> {
    return shareSchema.parse(JSON.parse(await ask('POST', `/session/${sessionId}/share`))).viewer_id
  }

  async function makeVictim() {
    const owner = await start()
    return { owner, viewer: await share(owner) }
  }

  return {
    start,
    share,
    async end(sessionId) {
      await ask('DELETE', `/session/${sessionId}/end`)
    },
    victim() {
      if (!victim || performance.now() - victimSinceMs > 1_000) {
        victimSinceMs = performance.now()
        victim = makeVictim()
      }
      return victim
    },
    close: () => agent.destroy(),
  }
}
