import { problemSchema, sessionSchema } from '@undertone/shared'
import { expect, it } from 'vitest'
import { startTestServer } from './support/test-server.ts'

const code = 'blue heron, 7 o’clock'

it('starts a session for whoever names the code, blanks around it or not', async () => {
  const { url } = await startTestServer({ env: { ACCESS_CODE: code } })
  for (const access_code of [code, ` ${code}\n`])
    expect(sessionSchema.parse(await (await start(url, { access_code })).json()).state).toBe('running')
})

it.each([
  ['no body', undefined, /need an access code/],
  ['no code', { elcor: true }, /need an access code/],
  ['blanks for a code', { access_code: ' ' }, /need an access code/],
  ['another code', { access_code: 'red heron' }, /isn’t the access code/],
  ['the start of the code', { access_code: code.slice(0, -1) }, /isn’t the access code/],
  ['the code in capitals', { access_code: code.toUpperCase() }, /isn’t the access code/],
])('refuses %s, and says kindly why', async (_, body, detail) => {
  const { url } = await startTestServer({ env: { ACCESS_CODE: code } })
  const answer = await start(url, body)
  const problem = problemSchema.parse(await answer.json())
  expect([answer.status, problem.code]).toEqual([403, 'access_code_needed'])
  expect(problem.detail).toMatch(detail)
  expect(JSON.stringify(problem)).not.toContain('heron')
})

it('takes a code that it did not ask for as a field that it does not know', async () => {
  const { url } = await startTestServer()
  expect((await start(url, { access_code: 'any' })).status).toBe(200)
  expect((await start(url, { access_code: 'x'.repeat(201) })).status).toBe(422)
})

it('needs no code for what comes after the start: who knows the id has it', async () => {
  const { url } = await startTestServer({ env: { ACCESS_CODE: code } })
  const { session_id: id } = sessionSchema.parse(await (await start(url, { access_code: code })).json())
  expect((await fetch(`${url}/session/${id}`)).status).toBe(200)
})

function start(url: string, body?: object): Promise<Response> {
  const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return fetch(`${url}/session/start`, { method: 'POST', ...(body && json) })
}
