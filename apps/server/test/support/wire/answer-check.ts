import { problemCodeSchema } from '@undertone/shared'
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { SseEvent } from '../sse-client.ts'
import type { Answer } from './ask.ts'
import type { ResponseDescription, WireDocument } from './wire-document.ts'

/** Holds real answers against what the document says of them. Each check tells what kind of answer it was. */
export interface AnswerCheck {
  answer(operationId: string, answer: Answer): string
  /** What no call is about: nothing is at the address, or not for this method. */
  problem(answer: Answer): string
  event(operationId: string, event: SseEvent): string
  frame(operationId: string, frame: unknown): string
  /** Every kind of answer that the document speaks of. */
  kinds(): string[]
}

export function createAnswerCheck(document: WireDocument): AnswerCheck {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
  // What code generators need, and says nothing of what is valid.
  ajv.addKeyword('discriminator')
  ajv.addSchema(atHome({ $id: home, $defs: closed(document.schemas) }))

  function expectValid(schema: AnySchema, value: unknown, what: string): void {
    const isValid = ajv.validate(atHome(schema), value)
    expect(isValid, `${what}: ${ajv.errorsText()}\n${JSON.stringify(value)}`).toBe(true)
  }

  function checkHeader(
    what: string,
    { required, schema }: ResponseDescription['headers'][string],
    value: string | null,
  ) {
    if (value === null) expect(required, `${what} is missing`).toBe(false)
    else expectValid(schema, schema['type'] === 'integer' ? Number(value) : value, what)
  }

  function checkAnswer(what: string, described: ResponseDescription | undefined, answer: Answer): string {
    expect(described, `${what} is in the document`).toBeDefined()
    const { headers = {}, content = {} } = described ?? {}
    for (const [name, header] of Object.entries(headers))
      checkHeader(`${what} ${name}`, header, answer.headers.get(name))
    const type = answer.headers.get('Content-Type')?.split(';')[0] ?? nothing
    if (Object.keys(content).length === 0) {
      expect(answer.text, what).toBe('')
      return `${what} ${nothing}`
    }
    const media = content[type]
    if (!media) throw new Error(`${what} as ${type} isn't in the document`)
    const body: unknown = /json$/.test(type) ? JSON.parse(answer.text) : answer.text
    expectValid(media.schema, body, what)
    return `${what} ${codeOf(body) ?? type}`
  }

  return {
    answer(operationId, answer) {
      const { responses } = document.call(operationId)
      return checkAnswer(`${operationId} ${answer.status}`, responses.get(String(answer.status)), answer)
    },
    problem(answer) {
      const code = codeOf(JSON.parse(answer.text)) ?? nothing
      return checkAnswer(`any ${answer.status}`, document.problems[code], answer)
    },
    event(operationId, { name, id, data }) {
      const items = document.call(operationId).responses.get('200')?.content['text/event-stream']?.[
        'x-itemSchema'
      ]
      const item = { event: name, data: JSON.stringify(data), ...(id !== null && { id }) }
      expectValid(items ?? false, item, `${name} as an event`)
      expectValid(dataSchemaOf(items, name), data, `${name}’s data`)
      return `${operationId} event ${name}`
    },
    frame(operationId, frame) {
      expectValid(document.call(operationId).frameSchema ?? false, frame, 'a frame')
      return `${operationId} frame`
    },
    kinds: () => document.calls.flatMap(kindsOf).sort(),
  }

  function kindsOf({ operationId, responses, frameSchema }: WireDocument['calls'][number]): string[] {
    const described = [...responses].filter(([status]) => status !== 'default')
    const answers = described.flatMap(([status, { content }]) => {
      const bodies = Object.entries(content).flatMap(
        ([type, { schema }]) => codesIn(document, schema) ?? [type],
      )
      return (bodies.length > 0 ? bodies : [nothing]).map((body) => `${operationId} ${status} ${body}`)
    })
    const events = described.flatMap(([, { content }]) =>
      eventNamesIn(content['text/event-stream']?.['x-itemSchema']),
    )
    return [
      ...answers,
      ...events.map((name) => `${operationId} event ${name}`),
      ...(frameSchema ? [`${operationId} frame`] : []),
    ]
  }
}

const nothing = 'no body'
const home = 'https://wire.test/'

/** `schema` with its references where ajv has what they are about. */
function atHome(schema: AnySchema): AnySchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', `"${home}#/$defs/`))
}

/** A client must take what it doesn't know; the server must send nothing that isn't described. */
function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(closed)
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]))
  const isObject =
    typeof inside['properties'] === 'object' && !('allOf' in inside) && inside['type'] === 'object'
  return isObject ? { ...inside, unevaluatedProperties: false } : inside
}

function codeOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null
  return problemCodeSchema.parse(body.code)
}

/** The codes of the problems that `schema` allows; null where it is about something else. */
function codesIn(document: WireDocument, schema: object): string[] | null {
  const names = [...JSON.stringify(schema).matchAll(/"\$ref":"[^"]+\/(\w+Problem)"/g)].map(
    ([, name = '']) => name,
  )
  if (names.length === 0) return null
  return names.map(
    (name) => /"code":\{"const":"(\w+)"/.exec(JSON.stringify(document.schemas[name]))?.[1] ?? name,
  )
}

interface EventItem {
  properties: { event: { const: string }; data: { contentSchema: AnySchema } }
}

function eventItems(items: Record<string, unknown> | undefined): EventItem[] {
  return JSON.parse(JSON.stringify(items?.['oneOf'] ?? []))
}

const eventNamesIn = (items: Record<string, unknown> | undefined) =>
  eventItems(items).map(({ properties }) => properties.event.const)

function dataSchemaOf(items: Record<string, unknown> | undefined, name: string): AnySchema {
  const item = eventItems(items).find(({ properties }) => properties.event.const === name)
  return item?.properties.data.contentSchema ?? false
}
