import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificate } from './make-certificate.mjs'

const dayMs = 24 * 3600 * 1000
/** With less left it is made anew, so that it doesn't run out while it serves. */
const leastLeftMs = 7 * dayMs

/**
 * The certificate for `host`, with its key, as files in `folder`: the one that is there, so that a phone is asked to accept
 * it only once, or a new one where there is none or it runs out. `fingerprint` is its SHA-256.
 */
export async function keepCertificate({ folder, host, nowMs }) {
  // Each address has its own: a laptop that is carried between two networks isn't asked about anew in each.
  const own = join(folder, host.replaceAll(':', '-'))
  const files = { certFile: join(own, 'certificate.pem'), keyFile: join(own, 'key.pem') }
  const kept = keptCertificate(files, nowMs)
  if (kept) return { ...files, fingerprint: kept.fingerprint256 }
  const { cert, key } = await makeCertificate([...new Set([host, 'localhost', '127.0.0.1'])], nowMs)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  // A mode is for a new file only, so the old key goes first.
  rmSync(files.keyFile, { force: true })
  writeFileSync(files.keyFile, key, { mode: 0o600 })
  writeFileSync(files.certFile, cert)
  return { ...files, fingerprint: new X509Certificate(cert).fingerprint256 }
}

/** Null as well where a file is damaged or the two don't fit. */
function keptCertificate({ certFile, keyFile }, nowMs) {
  try {
    const certificate = new X509Certificate(readFileSync(certFile))
    const fits = certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile)))
    return fits && Date.parse(certificate.validTo) - nowMs >= leastLeftMs ? certificate : null
  } catch {
    return null
  }
}
