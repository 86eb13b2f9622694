import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { localAddresses } from './local-addresses.mjs'
import { phoneGuide } from './phone-guide.mjs'
import { phoneSettings } from './phone-settings.mjs'
import { routedAddress } from './routed-address.mjs'

const certificates = fileURLToPath(new URL('../../.cache/phone', import.meta.url))

/** Sets what `serve` reads from the environment, runs it, and says how to get there. `serve` resolves to its address. */
export async function startForPhone(serve) {
  const addresses = localAddresses(networkInterfaces(), await routedAddress())
  const options = { env: process.env, addresses, folder: certificates, nowMs: Date.now() }
  const { added, shownHost, others, fingerprint } = await phoneSettings(options)
  Object.assign(process.env, added)
  const url = new URL(await serve())
  url.hostname = shownHost.includes(':') ? `[${shownHost}]` : shownHost
  const colours = process.stderr.isTTY && !process.env.NO_COLOR
  // Stdout is for the one line that says where it listens.
  process.stderr.write(phoneGuide({ url: url.origin, others, fingerprint, colours }))
}
