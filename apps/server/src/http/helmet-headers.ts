import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet, { type HelmetOptions } from 'helmet'

export type Headers = readonly (readonly [name: string, value: string])[]

/** What helmet would say in each answer, asked once: nothing of it differs from one to the next, and some have no `res`. */
export function helmetHeaders(options: HelmetOptions): Headers {
  const res = new ServerResponse(new IncomingMessage(new Socket()))
  helmet(options)(res.req, res, () => {})
  return Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)])
}
