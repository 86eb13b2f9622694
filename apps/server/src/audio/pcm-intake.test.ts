import { audioCloseCode } from '@undertone/shared'
import { expect, it } from 'vitest'
import { createPcmIntake } from './pcm-intake.ts'

const tenthOfASecond = new Uint8Array(3_200)

it('reads little-endian Int16', () => {
  const verdict = createPcmIntake().accept(new Uint8Array([0x01, 0x00, 0xff, 0xff, 0x00, 0x80]), 0)
  expect(verdict).toEqual({ samples: Int16Array.of(1, -1, -32_768) })
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
