import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { makeCertificate } from '../../../../scripts/phone/make-certificate.mjs'

/** A certificate for this machine and its key, and where they are until the test ends. */
export async function certificateFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const pair = await makeCertificate(['127.0.0.1'], Date.now())
  const certFile = join(folder, 'certificate.pem')
  const keyFile = join(folder, 'key.pem')
  writeFileSync(certFile, pair.cert)
  writeFileSync(keyFile, pair.key)
  return { ...pair, certFile, keyFile }
}
