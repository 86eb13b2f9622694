import { expect, it } from 'vitest'
import { toneEvent } from '../../../apps/server/test/support/tone.ts'
import type { HeardItem } from '../../../apps/web/src/stores/heard-item.ts'
import { fingerprintOf } from '../truth.ts'
import { judgeWithGaps } from './judge-with-gaps.ts'

it('tells what was named as missed from what is lost', () => {
  const gap: HeardItem = { kind: 'gap', seq: 0, from: 2, to: 3 }
  expect(judgeWithGaps([heard(1), gap, heard(5)], truth, 'me')).toMatchObject({ lost: 1, missed: 2 })
})

it('doesn’t take for missed what was heard all the same, or never was', () => {
  const gap: HeardItem = { kind: 'gap', seq: 0, from: 3, to: 9 }
  expect(judgeWithGaps([1, 2, 3, 4].map(heard).concat(gap, heard(5)), truth, 'me')).toMatchObject({
    lost: 0,
    missed: 0,
  })
})

const truth = { head: () => 5, fingerprint: (id: number) => fingerprintOf(tone(id)) }

function heard(id: number): HeardItem {
  return { kind: 'tone', seq: 0, id, caughtUp: false, event: tone(id) }
}

function tone(id: number) {
  return toneEvent({ session_id: 'me', timestamp: id })
}
