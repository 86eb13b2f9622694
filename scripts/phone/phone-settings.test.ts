import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { StartError } from '../start-error.mjs'
import { phoneSettings } from './phone-settings.mjs'

const home = '192.168.1.5'
const cable = '10.0.0.9'

function settings(env: Record<string, string>, addresses: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-phone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return phoneSettings({ env, addresses, folder, nowMs: Date.now() })
}

it('listens at the likeliest address alone, with a certificate, and knows of the others', async () => {
  const { added, shownHost, others } = await settings({}, [home, cable])
  expect([added['HOST'], shownHost, others]).toEqual([home, home, [cable]])
  for (const name of ['TLS_CERT_FILE', 'TLS_KEY_FILE']) expect(existsSync(`${added[name]}`)).toBe(true)
})

it('listens where it is told to', async () => {
  const { added, shownHost, others } = await settings({ HOST: cable }, [home, cable])
  expect([added['HOST'], shownHost, others]).toEqual([cable, cable, [home]])
})

it('shows an address that a phone can reach where it is told to listen everywhere', async () => {
  const { added, shownHost } = await settings({ HOST: '0.0.0.0' }, [home])
  expect([added['HOST'], shownHost]).toEqual(['0.0.0.0', home])
})

it('uses the certificate that a person brought, and has nothing to say of it', async () => {
  const env = { TLS_CERT_FILE: '/own.pem', TLS_KEY_FILE: '/own-key.pem' }
  const { added, fingerprint } = await settings(env, [home])
  expect(fingerprint).toBe(null)
  expect({ ...env, ...added }).toMatchObject(env)
})

it('lets the page at that address use the microphone, wherever else this server may be known', async () => {
  const { added } = await settings({ PUBLIC_ORIGIN: 'https://undertone.example' }, [home])
  expect(added).toMatchObject({ PUBLIC_ORIGIN: '' })
})

it.each([{}, { HOST: '0.0.0.0' }])(
  'says calmly what is missing where there is no local network',
  async (env) => {
    const refused = settings(env, [])
    await expect(refused).rejects.toThrow(StartError)
    await expect(refused).rejects.toThrow("doesn't seem to be in a local network")
  },
)
