import { expect, it } from 'vitest'
import { isThisDevice } from './is-this-device.ts'

it.each([
  'http://localhost:8522',
  'http://app.localhost',
  'http://127.0.0.1:8522',
  'http://127.1.2.3',
  'http://[::1]:8522',
])('knows that %s leads nowhere from another device', (origin) => expect(isThisDevice(origin)).toBe(true))

it.each([
  'https://192.168.1.5:8522',
  'https://undertone.example',
  'https://127.example',
  'https://[fe80::1]',
])('lets %s be shared', (origin) => expect(isThisDevice(origin)).toBe(false))
