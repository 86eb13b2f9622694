import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keepCertificate } from './keep-certificate.mjs'

const dayMs = 24 * 3600 * 1000
const nowMs = Date.now()
const host = '192.168.1.5'

function setUp() {
  const parent = mkdtempSync(join(tmpdir(), 'undertone-phone-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  return join(parent, 'kept')
}

it('is for the address, for this machine by its own names, for a server, and for 90 days', async () => {
  const { certFile } = await keepCertificate({ folder: setUp(), host, nowMs })
  const certificate = new X509Certificate(readFileSync(certFile))
  for (const address of [host, '127.0.0.1']) expect(certificate.checkIP(address)).toBe(address)
  expect(certificate.checkHost('localhost')).toBe('localhost')
  expect(certificate.checkIP('192.168.1.6')).toBeUndefined()
  expect(certificate.ca).toBe(false)
  // https://oidref.com/1.3.6.1.5.5.7.3.1: serverAuth
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / dayMs
  expect(Math.round(days)).toBe(90)
})

it('gives its fingerprint as browsers show it', async () => {
  const { certFile, fingerprint } = await keepCertificate({ folder: setUp(), host, nowMs })
  expect(fingerprint).toBe(new X509Certificate(readFileSync(certFile)).fingerprint256)
  expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
})

it('stays the same from start to start, so that it is accepted once', async () => {
  const folder = setUp()
  const first = await keepCertificate({ folder, host, nowMs })
  expect(await keepCertificate({ folder, host, nowMs: nowMs + 80 * dayMs })).toEqual(first)
})

it('is made anew in the last week before it runs out', async () => {
  const folder = setUp()
  const first = await keepCertificate({ folder, host, nowMs })
  const later = await keepCertificate({ folder, host, nowMs: nowMs + 83 * dayMs })
  expect(later.fingerprint).not.toBe(first.fingerprint)
})

it('stays the same in each of two networks between which the computer goes to and fro', async () => {
  const folder = setUp()
  const home = await keepCertificate({ folder, host, nowMs })
  const work = await keepCertificate({ folder, host: '10.0.0.9', nowMs })
  expect(work.fingerprint).not.toBe(home.fingerprint)
  expect(await keepCertificate({ folder, host, nowMs })).toEqual(home)
})

it.each(['certFile', 'keyFile'] as const)('is made anew where %s is damaged', async (file) => {
  const folder = setUp()
  const first = await keepCertificate({ folder, host, nowMs })
  writeFileSync(first[file], 'no more')
  const again = await keepCertificate({ folder, host, nowMs })
  expect(again.fingerprint).not.toBe(first.fingerprint)
  expect(await keepCertificate({ folder, host, nowMs })).toEqual(again)
})

it('keeps its key to this user', async () => {
  const { keyFile } = await keepCertificate({ folder: setUp(), host, nowMs })
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
})
