import { createPrivateKey, X509Certificate } from 'node:crypto'

/** A certificate, with those that vouch for it behind it, and its key; PEM, both. */
export interface TlsPair {
  cert: string
  key: string
}

export interface TlsPairFault {
  of: 'CERT' | 'KEY'
  message: string
}

/** What is wrong with a certificate and its key; null where both are missing, or fit. */
export function tlsPairFault(cert: string | undefined, key: string | undefined): TlsPairFault | null {
  if (cert === undefined && key === undefined) return null
  if (cert === undefined) return { of: 'CERT', message: 'TLS_KEY_FILE is set, so it must be, too' }
  if (key === undefined) return { of: 'KEY', message: 'TLS_CERT_FILE is set, so it must be, too' }
  const certificate = parsed(() => new X509Certificate(cert))
  if (!certificate) return { of: 'CERT', message: 'the file holds no certificate in PEM form' }
  const privateKey = parsed(() => createPrivateKey(key))
  if (!privateKey)
    return { of: 'KEY', message: 'the file holds no private key in PEM form, without a passphrase' }
  if (certificate.checkPrivateKey(privateKey)) return null
  return { of: 'KEY', message: "it isn't the key of that certificate" }
}

function parsed<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch {
    return null
  }
}
