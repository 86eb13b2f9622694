// Builds what is served and serves it, in this process. With --phone: over HTTPS, to the local network.
import { build } from './build.mjs'
import { startArguments } from './start-arguments.mjs'
import { StartError } from './start-error.mjs'

try {
  const { phone } = startArguments(process.argv.slice(2))
  if (phone) await (await import('./phone/start-for-phone.mjs')).startForPhone(serve)
  else await serve()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function serve() {
  build()
  const { url } = await import('../apps/server/dist/main.js')
  return url
}
