import { isIP } from 'node:net'
import { generate } from 'selfsigned'

const dayMs = 24 * 3600 * 1000
/** In all 90 days, where iOS allows 825: https://support.apple.com/en-us/103769 */
const validBeforeDays = 1
const validAfterDays = 89

/**
 * A certificate for `names`, host names and addresses, that nobody but itself vouches for, and its key; PEM, both. It
 * is valid from a day before `nowMs`, as the clock of a phone may be behind.
 */
export async function makeCertificate(names, nowMs) {
  const { cert, private: key } = await generate(
    [{ name: 'commonName', value: 'Undertone on this computer' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(nowMs - validBeforeDays * dayMs),
      notAfterDate: new Date(nowMs + validAfterDays * dayMs),
      extensions: [
        // It vouches for nobody else: whoever accepts it accepts this one server.
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: names.map(altName) },
      ],
    },
  )
  return { cert, key }
}

function altName(name) {
  return isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }
}
