// Loaded into a server's process before the server is, by `--import`: does in there what a test asks for.
import { isMainThread } from 'node:worker_threads'

const does = {
  throw: (text) =>
    setTimeout(() => {
      throw new Error(text)
    }),
  reject: (text) => void Promise.reject(new Error(text)),
  warn: (text) => process.emitWarning(text),
}

if (isMainThread) {
  process.on('message', ({ what, text }) => does[what](text))
  process.channel.unref()
}
