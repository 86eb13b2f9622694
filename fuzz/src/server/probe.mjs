// Goes along with the server's process, and says what it holds when it is asked.
import { readdirSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

async function tell() {
  // What a finalizer lets go of is collected by the next round only.
  for (let round = 0; round < 4; round++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const { heapUsed, external } = process.memoryUsage()
  process.send({ usedBytes: heapUsed + external, descriptors: readdirSync('/dev/fd').length })
}

// The server's own threads are given it as well.
if (isMainThread) {
  process.on('message', tell)
  // Nobody would end it if whoever started it was ended.
  process.on('disconnect', () => process.exit(1))
  // Its log says nothing that comes from inside.
  process.on('uncaughtExceptionMonitor', (error) => process.stderr.write(`${error.stack}\n`))
  // The server decides when it ends.
  process.channel.unref()
}
