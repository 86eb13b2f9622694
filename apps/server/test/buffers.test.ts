import { expect, it } from 'vitest'
import handle from '../src/tone/voice-worker.ts'
import { collectGarbage } from './support/process/collect-garbage.ts'

const kB = 1024

it('keeps no buffer of what a classifier heard once it is let go', async () => {
  const hear = (id: string) => {
    handle([{ type: 'open', id, known: null }])
    for (let tenth = 0; tenth < 100; tenth++)
      handle([{ type: 'push', id, samples: new Int16Array(1_600).fill(tenth) }])
    handle([{ type: 'close', id }])
  }
  hear('the first')
  collectGarbage()
  const atFirst = process.memoryUsage().arrayBuffers
  for (let n = 0; n < 5; n++) hear(`number ${n}`)
  // 1,560 kB were pushed meanwhile. V8 gives buffers back beside what goes on, and so some time after.
  await expect.poll(heldMeanwhile).toBeLessThan(100 * kB)

  function heldMeanwhile(): number {
    collectGarbage()
    return process.memoryUsage().arrayBuffers - atFirst
  }
})
