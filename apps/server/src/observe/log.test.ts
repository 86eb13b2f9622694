import { expect, it } from 'vitest'
import { createSessionIds } from '../sessions/session-id.ts'
import { createLog } from './log.ts'

function createRecordedLog() {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  return { log, lines }
}

it('writes JSON lines that name neither the machine nor an id, whoever logs what', () => {
  const { log, lines } = createRecordedLog()
  const id = createSessionIds()()
  log.error(new Error(`Session ${id} not found`))
  log.error({ err: new Error(`Session ${id} not found`) })
  log.error({ err: new Error(id) }, 'unexpected')
  log.warn({ path: `/session/${id}/stream` }, `of ${id}`)
  expect(lines.join('')).not.toContain(id)
  expect(lines.map((line) => Object.keys(JSON.parse(line)))).toEqual([
    ['level', 'time', 'pid', 'err', 'msg'],
    ['level', 'time', 'pid', 'err', 'msg'],
    ['level', 'time', 'pid', 'err', 'msg'],
    ['level', 'time', 'pid', 'path', 'msg'],
  ])
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    level: 'error',
    msg: 'error',
    err: { message: 'Session … not found' },
  })
})
