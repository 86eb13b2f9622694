// Builds what is served and serves it, in this process.
import { build } from './build.mjs'

build()
await import('../apps/server/dist/main.js')
