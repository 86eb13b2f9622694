import { audioCloseCode } from '@undertone/shared'
import { expect, it } from 'vitest'
import { createPcmIntake } from './pcm-intake.ts'

const tenthOfASecond = new Uint8Array(3_200)

it('reads little-endian Int16', () => {
  const verdict = createPcmIntake().accept(new Uint8Array([0x01, 0x00, 0xff, 0xff, 0x00, 0x80]), 0)
  expect(verdict).toMatchObject({ samples: Int16Array.of(1, -1, -32_768) })
})

it('takes a single frame of the largest size, though it lasts longer than two seconds', () => {
  expect(createPcmIntake().accept(new Uint8Array(64 * 1024), 0)).toHaveProperty('samples')
})

it('refuses one byte more, and an odd number of bytes', () => {
  expect(createPcmIntake().accept(new Uint8Array(64 * 1024 + 2), 0)).toEqual({
    closeCode: audioCloseCode.frameTooLarge,
  })
  expect(createPcmIntake().accept(new Uint8Array(3), 0)).toEqual({ closeCode: audioCloseCode.oddBytes })
})

it('takes audio at its own pace for as long as it comes', () => {
  const intake = createPcmIntake()
  for (let frame = 0; frame < 36_000; frame++) {
    expect(intake.accept(tenthOfASecond, frame * 100)).toHaveProperty('samples')
  }
})

it('takes a whole day of audio from a sound card that runs a little fast', () => {
  const intake = createPcmIntake()
  const second = new Uint8Array(32_000)
  const fast = 1 - 300e-6
  const verdicts = Array.from(
    { length: 86_400 },
    (_, s) => 'samples' in intake.accept(second, s * 1_000 * fast),
  )
  expect(verdicts.lastIndexOf(false)).toBe(-1)
})

it('says of audio that comes late when it was heard', () => {
  const intake = createPcmIntake()
  const heard = (nowMs: number) => {
    const verdict = intake.accept(tenthOfASecond, nowMs)
    return 'samples' in verdict ? verdict.heardAtMs : null
  }
  expect([0, 100, 200].map(heard)).toEqual([0, 100, 200])
  // The network stalls for half a second, and brings all of it at once.
  expect([800, 800, 800, 800, 800, 800].map(heard)).toEqual([300, 400, 500, 600, 700, 800])
})

it('refuses audio that is more than two seconds ahead of real time', () => {
  const intake = createPcmIntake()
  const verdicts = Array.from({ length: 22 }, () => intake.accept(tenthOfASecond, 1_000))
  expect(verdicts.slice(0, 21).every((verdict) => 'samples' in verdict)).toBe(true)
  expect(verdicts[21]).toEqual({ closeCode: audioCloseCode.aheadOfRealTime })
})

it('lets a connection that stalled catch up, however long it stalled, and no further than two seconds ahead', () => {
  const intake = createPcmIntake()
  intake.accept(tenthOfASecond, 0)
  const late = Array.from({ length: 121 }, () => intake.accept(tenthOfASecond, 10_000))
  expect(late.slice(0, 120).every((verdict) => 'samples' in verdict)).toBe(true)
  expect(late[120]).toEqual({ closeCode: audioCloseCode.aheadOfRealTime })
})
