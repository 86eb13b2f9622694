import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { allowedLicences, licencesFile, licencesPage, readLicences } from './licences.mjs'

it('everything that the server and the page run with is under a licence that is allowed', () => {
  const others = [...readLicences()].filter(([, { licence }]) => !allowedLicences.includes(licence))
  expect(others).toEqual([])
})

it('docs/licences.md says what is installed', () => {
  expect(readFileSync(licencesFile, 'utf8')).toBe(licencesPage(readLicences()))
})

it('finds what comes with what we ask for, and what our own packages bring', () => {
  const licences = readLicences()
  expect(licences.get('express')).toEqual({ licence: 'MIT', isAsked: true })
  expect(licences.get('qs')).toEqual({ licence: 'BSD-3-Clause', isAsked: false })
  expect(licences.get('fft.js')?.isAsked).toBe(true)
  expect(licences.has('vitest')).toBe(false)
  expect(licences.has('@undertone/shared')).toBe(false)
})

it('names a licence that no list allows, and a package that names none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-licences-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  install(folder, 'strict', { license: 'AGPL-3.0-only', dependencies: { silent: '1' } })
  install(folder, 'silent', {})
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { strict: '1' } }))

  expect([...readLicences([folder])]).toEqual([
    ['strict', { licence: 'AGPL-3.0-only', isAsked: true }],
    ['silent', { licence: 'none named', isAsked: false }],
  ])
  expect(allowedLicences).not.toContain('AGPL-3.0-only')
  expect(allowedLicences).not.toContain('none named')
})

function install(folder: string, name: string, manifest: object): void {
  const at = join(folder, 'node_modules', name)
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'package.json'), JSON.stringify(manifest))
}
