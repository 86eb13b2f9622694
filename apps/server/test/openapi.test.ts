import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { streamEventNames } from '@undertone/shared'
import { closeCodeWords } from '@undertone/shared/words'
import request from 'supertest'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { statusOfCode } from '../src/errors.ts'
import { startTestServer } from './support/test-server.ts'
import { createAnswerCheck } from './support/wire/answer-check.ts'
import { everyAnswer } from './support/wire/every-answer.ts'
import { readWireDocument } from './support/wire/wire-document.ts'

async function setUp() {
  const { url } = await startTestServer()
  const json: unknown = await (await fetch(`${url}/openapi.json`)).json()
  return { url, json, document: readWireDocument(json) }
}

it('is an OpenAPI 3.1 document whose references all lead somewhere', async () => {
  const { json } = await setUp()
  const validator = new Validator()
  expect(await validator.validate(z.record(z.string(), z.unknown()).parse(json))).toMatchObject({
    valid: true,
  })
  expect(validator.version).toBe('3.1')
  const text = JSON.stringify(json)
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g))
    expect(pointer.split('/').reduce<unknown>(property, json), pointer).toBeDefined()
})

it('knows every route of the server, and no other', async () => {
  const { url, document } = await setUp()
  const routes = await routesOf(url)
  // The microphone's address isn't asked for in HTTP.
  const described = document.calls.filter(({ operationId }) => operationId !== 'speak')
  expect(described.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes.sort())
})

it('says of every kind of answer just what is sent, and of none that can’t be had', async () => {
  const { document } = await setUp()
  const check = createAnswerCheck(document)
  const kinds = [...(await everyAnswer(document, check))]
  const ofAnyCall = ['any 404 route_not_found', 'any 405 method_not_allowed']
  expect(kinds.sort()).toEqual([...ofAnyCall, ...check.kinds()].sort())
})

it('says what every field means', async () => {
  const { document } = await setUp()
  for (const [name, { properties = {} }] of Object.entries(document.schemas)) {
    if (name.endsWith('Problem') && name !== 'Problem') continue
    for (const [field, { description }] of Object.entries(described.parse(properties)))
      expect(description, `${name}.${field}`).toMatch(/\w/)
  }
})

it('has the same calls, events, problems and close codes as docs/protocol.md', async () => {
  const { document } = await setUp()
  const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
  const cells = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, ...found]) => found.join(' ')).sort()
  const calls = document.calls.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  expect(cells(/^\| `([A-Z]+ \/\S+)`/gm)).toEqual(calls.sort())
  const problems = Object.entries(statusOfCode).map(([code, status]) => `${status} ${code}`)
  expect(cells(/^\| (\d{3}) +\| `(\w+)`/gm)).toEqual(problems.sort())
  expect(cells(/^\| (\d{4}) /gm)).toEqual(Object.keys(closeCodeWords).sort())
  expect(cells(/^\| `([a-z]+-?[a-z]+)` +\|(?: yes)? +\| /gm)).toEqual(Object.values(streamEventNames).sort())
})

it('is fetched once by whoever remembers it', async () => {
  const { url } = await startTestServer()
  const first = await fetch(`${url}/openapi.json`)
  expect(first.headers.get('Cache-Control')).toBe('no-cache')
  const again = await request(url)
    .get('/openapi.json')
    .set('If-None-Match', first.headers.get('ETag') ?? '')
  expect(again.status).toBe(304)
})

const described = z.record(z.string(), z.object({ description: z.string().optional() }))

/** Every route of the Express application that serves at `url`, as OpenAPI writes them. */
async function routesOf(url: string): Promise<string[]> {
  let asked: unknown
  // https://nodejs.org/api/diagnostics_channel.html#http
  const channel = 'http.server.request.start'
  const onRequest = (message: unknown) => void (asked = property(message, 'request'))
  subscribe(channel, onRequest)
  onTestFinished(() => void unsubscribe(channel, onRequest))
  await fetch(`${url}/health`)
  // Express leaves itself there.
  return routesIn(property(property(asked, 'app'), 'router'))
}

function routesIn(router: unknown): string[] {
  const layers = property(router, 'stack')
  return (Array.isArray(layers) ? layers : []).flatMap((layer: unknown) => {
    const route = property(layer, 'route')
    if (!route) return routesIn(property(layer, 'handle'))
    const path = String(property(route, 'path')).replaceAll(/:(\w+)/g, '{$1}')
    const methods = Object.keys(Object(property(route, 'methods'))).filter((method) => method !== '_all')
    return methods.map((method) => `${method} ${path}`)
  })
}

/** Routers are functions that have properties. */
const property = (of: unknown, name: string): unknown => Reflect.get(Object(of), name)
