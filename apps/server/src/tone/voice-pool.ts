import type { ShippedModelName, SpeakerBaseline } from '@undertone/voice'
import { Piscina } from 'piscina'
import type { VoiceEngine } from './voice-engine.ts'
import type { VoiceTask } from './voice-worker.ts'

export interface VoicePoolDeps {
  threads: number
  modelName: ShippedModelName
  /** The built `voice-worker` module. */
  workerFile: URL
  onError: (error: unknown) => void
}

interface Lane {
  readonly pool: Piscina
  /** The open ids, each with the mark of its latest opening. */
  readonly openings: Map<string, symbol>
}

/**
 * Classifiers in worker threads. A classifier has state, so each id stays with one thread; piscina has no such pinning,
 * hence a pool of one thread for each lane, whose queue also keeps an id's calls in order.
 */
export function createVoicePool({ threads, modelName, workerFile, onError }: VoicePoolDeps): VoiceEngine {
  const lanes: Lane[] = Array.from({ length: threads }, () => {
    // Without `stricterFIFO` piscina puts a task that has to wait behind later ones.
    const pool = new Piscina({
      filename: workerFile.href,
      minThreads: 1,
      maxThreads: 1,
      stricterFIFO: true,
      workerData: modelName,
    })
    pool.on('error', onError)
    return { pool, openings: new Map<string, symbol>() }
  })

  const laneOf = (id: string) => lanes.find(({ openings }) => openings.has(id))
  const freest = () => lanes.reduce((best, lane) => (lane.openings.size < best.openings.size ? lane : best))
  const run = ({ pool }: Lane, task: VoiceTask, transferList: ArrayBuffer[] = []) =>
    pool.run(task, { transferList })

  async function openIn(lane: Lane, id: string, known: SpeakerBaseline | null): Promise<void> {
    lane.openings.set(id, Symbol(id))
    await run(lane, { type: 'open', id, known })
  }

  return {
    open: (id, known) => openIn(laneOf(id) ?? freest(), id, known),
    async push(id, samples) {
      const lane = laneOf(id)
      if (!lane) return { updates: [], takenSamples: samples.length }
      const opening = lane.openings.get(id)
      try {
        return await run(lane, { type: 'push', id, samples }, [samples.buffer])
      } catch (error) {
        // The thread is a new one, which knows nobody; the session goes on with a fresh classifier. Of many pushes that
        // fail together the first sees to it, or the others would throw away what the fresh one has heard.
        if (lane.openings.get(id) === opening) await openIn(lane, id, null)
        throw error
      }
    },
    async known(id) {
      const lane = laneOf(id)
      return lane ? run(lane, { type: 'known', id }) : null
    },
    async close(id) {
      const lane = laneOf(id)
      if (!lane) return null
      lane.openings.delete(id)
      return run(lane, { type: 'close', id })
    },
    async liveClassifiers() {
      const counts: number[] = await Promise.all(lanes.map((lane) => run(lane, { type: 'count' })))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    async stop() {
      await Promise.all(lanes.map(({ pool }) => pool.destroy()))
    },
  }
}
