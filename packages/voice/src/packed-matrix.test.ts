import { expect, it } from 'vitest'
import { unpackMatrix } from './packed-matrix.ts'

it('gives each row its own scale, and keeps the sign', () => {
  const base64 = Buffer.from(Int8Array.of(1, -2, 127, -127)).toString('base64')
  expect([...unpackMatrix({ scales: [0.5, 2], base64 })]).toEqual([0.5, -1, 254, -254])
})
