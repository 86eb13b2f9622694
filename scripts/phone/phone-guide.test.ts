import { expect, it } from 'vitest'
import { phoneGuide } from './phone-guide.mjs'

const url = 'https://192.168.1.5:8522'
const fingerprint = Array.from({ length: 32 }, (_, n) => (n + 16).toString(16).toUpperCase()).join(':')
const usual = { url, fingerprint, others: [], colours: false }

it('draws the address as a code, and writes it on a line of its own', () => {
  const lines = phoneGuide(usual).split('\n')
  expect(lines.filter((line) => /^[█▀▄ ]{29}$/.test(line))).toHaveLength(15)
  expect(lines).toContain(`    ${url}`)
})

it('says what the browser will warn about and why, what to tap, and how to be sure', () => {
  const guide = phoneGuide(usual)
  expect(guide).toContain('The browser will warn')
  expect(guide).toContain('made that\none itself, so nobody else vouches for it')
  expect(guide).toContain('Proceed to 192.168.1.5 (unsafe)')
  expect(guide).toContain('visit this website')
  expect(guide.replaceAll(/\n {4}(?=[\dA-F]{2}:)/g, ':')).toContain(fingerprint)
})

it('speaks of no warning where there is none', () => {
  expect(phoneGuide({ ...usual, fingerprint: null })).not.toContain('warn')
})

it('tells of further addresses, and how to use one', () => {
  const guide = phoneGuide({ ...usual, others: ['10.0.0.9', '10.0.1.9'] })
  expect(guide).toContain('10.0.0.9, 10.0.1.9')
  expect(guide).toContain('HOST=10.0.0.9 npx -y pnpm@12 start --phone')
})

it('speaks of others in the room and in the network', () => {
  expect(phoneGuide(usual)).toContain('Tell the others in the room')
  expect(phoneGuide(usual)).toContain('everyone in this network can open the address')
})

it('fits into a terminal of 100 columns, and has no colour where none is wanted', () => {
  const lines = phoneGuide({ ...usual, others: ['10.0.0.9'] }).split('\n')
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
  expect(lines.join('')).not.toContain('\x1b')
})
