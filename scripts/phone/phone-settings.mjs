import { StartError } from '../start-error.mjs'
import { keepCertificate } from './keep-certificate.mjs'

const everywhere = new Set(['0.0.0.0', '::'])

/**
 * What `--phone` adds to the settings in `env`, and what there is to say of it. `addresses` are those of this computer
 * in local networks, the likeliest first; certificates are kept in `folder`.
 *
 * It listens at one address, in the network that the phone is in, and not at 0.0.0.0: that would open it to every
 * network that this computer is in, a company's behind a tunnel included. `HOST` may say otherwise.
 * @throws StartError where there is no such address
 */
export async function phoneSettings({ env, addresses, folder, nowMs }) {
  const shownHost = !env.HOST || everywhere.has(env.HOST) ? addresses[0] : env.HOST
  if (!shownHost) throw new StartError(noAddress)
  const host = env.HOST || shownHost
  const others = addresses.filter((address) => address !== shownHost)
  // People open the address that is printed, wherever else this server may be known.
  const added = { HOST: host, PUBLIC_ORIGIN: '' }
  if (env.TLS_CERT_FILE || env.TLS_KEY_FILE) return { added, shownHost, others, fingerprint: null }
  const { certFile, keyFile, fingerprint } = await keepCertificate({ folder, host: shownHost, nowMs })
  return {
    added: { ...added, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile },
    shownHost,
    others,
    fingerprint,
  }
}

const noAddress = [
  "This computer doesn't seem to be in a local network, so no phone could reach it. Connect it to the Wi-Fi",
  'that the phone is in, and start again. Or name its address: HOST=192.168.1.5 npx -y pnpm@12 start --phone',
].join('\n')
