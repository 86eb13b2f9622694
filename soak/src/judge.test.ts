import type { ToneEvent } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../apps/web/src/stores/heard-item.ts'
import { judge, noFault } from './judge.ts'
import { fingerprintOf } from './truth.ts'
import { toneEvent } from '../../apps/server/test/support/tone.ts'

describe('judge', () => {
  it('finds no fault where everything was heard once, in order', () => {
    expect(judgeIds([1, 2, 3])).toEqual(noFault)
  })

  it('counts what was never heard, at the end too', () => {
    expect(judgeIds([2])).toEqual({ ...noFault, lost: 2 })
  })

  it('takes a gap for a loss', () => {
    const gap: HeardItem = { kind: 'gap', seq: 0, from: 1, to: 2 }
    expect(judge([gap, heard(3)], truth, 'me')).toEqual({ ...noFault, lost: 2 })
  })

  it('counts what was heard twice', () => {
    expect(judgeIds([1, 2, 2, 3])).toEqual({ ...noFault, doubled: 1 })
  })

  it('counts what came after something later', () => {
    expect(judgeIds([1, 3, 2])).toEqual({ ...noFault, outOfOrder: 1 })
  })

  it('counts what isn’t what was said', () => {
    expect(judge([heard(1), heard(2, { label: 'warm' }), heard(3)], truth, 'me')).toEqual({
      ...noFault,
      changed: 1,
    })
  })

  it('counts what shows the id of another', () => {
    expect(judge([heard(1), heard(2), heard(3, { session_id: 'owner' })], truth, 'me')).toEqual({
      ...noFault,
      changed: 1,
    })
  })

  it('counts what was never said', () => {
    expect(judgeIds([1, 2, 3, 4])).toEqual({ ...noFault, changed: 1 })
  })
})

/** Three events of a session that its owner knows by another id. */
const truth = {
  head: () => 3,
  fingerprint: (id: number) => (id <= 3 ? fingerprintOf(tone(id, { session_id: 'owner' })) : undefined),
}

function judgeIds(ids: readonly number[]) {
  return judge(
    ids.map((id) => heard(id)),
    truth,
    'me',
  )
}

function heard(id: number, overrides: Partial<ToneEvent> = {}): HeardItem {
  return { kind: 'tone', seq: 0, id, caughtUp: false, event: tone(id, overrides) }
}

function tone(id: number, overrides: Partial<ToneEvent> = {}): ToneEvent {
  return toneEvent({ session_id: 'me', timestamp: id, ...overrides })
}
