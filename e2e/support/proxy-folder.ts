import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { makeCertificate } from '../../scripts/phone/make-certificate.mjs'

/** An empty folder that goes with the test. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'undertone-proxy-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Puts a certificate for this machine into `folder`, as cert.pem and key.pem. */
export async function putCertificate(folder: string): Promise<{ certFile: string; keyFile: string }> {
  const { cert, key } = await makeCertificate(['localhost', '127.0.0.1'], Date.now())
  const certFile = join(folder, 'cert.pem')
  const keyFile = join(folder, 'key.pem')
  await writeFile(certFile, cert)
  await writeFile(keyFile, key)
  return { certFile, keyFile }
}
