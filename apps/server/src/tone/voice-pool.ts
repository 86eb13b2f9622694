import type { ShippedModelName, SpeakerBaseline } from '@undertone/voice'
import type { Clock } from '../clock.ts'
import type { VoiceEngine } from './voice-engine.ts'
import { createVoiceLane, type Opening, type VoiceLane } from './voice-lane.ts'
import type { VoiceTask } from './voice-worker.ts'

export interface VoicePoolDeps {
  threads: number
  modelName: ShippedModelName
  /** The built `voice-worker` module. */
  workerFile: URL
  clock: Pick<Clock, 'nowMs' | 'after'>
  onError: (error: unknown) => void
}

/** Classifiers in worker threads, each id in one of them for as long as it is open. */
export function createVoicePool({ threads, modelName, ...laneDeps }: VoicePoolDeps): VoiceEngine {
  const lanes = Array.from({ length: threads }, () => createVoiceLane({ workerData: modelName, ...laneDeps }))

  const laneOf = (id: string) => lanes.find(({ openings }) => openings.has(id))
  const freest = () => lanes.reduce((best, lane) => (lane.openings.size < best.openings.size ? lane : best))

  async function openIn(lane: VoiceLane, id: string, known: SpeakerBaseline | null): Promise<void> {
    lane.openings.set(id, { known })
    await lane.ask({ type: 'open', id, known })
  }

  return {
    open: (id, known) => openIn(laneOf(id) ?? freest(), id, known),
    async push(id, samples) {
      const lane = laneOf(id)
      if (!lane) return { updates: [], takenSamples: samples.length }
      const opening = lane.openings.get(id)
      try {
        return await lane.ask({ type: 'push', id, samples })
      } catch (error) {
        // The thread is a new one, which knows nobody; the session goes on with a fresh classifier. Of many pushes that
        // fail together the first sees to it, or the others would throw away what the fresh one has heard.
        if (opening && lane.openings.get(id) === opening) await openIn(lane, id, opening.known)
        throw error
      }
    },
    async known(id) {
      const lane = laneOf(id)
      const opening = lane?.openings.get(id)
      return lane && opening ? askVoice(lane, opening, { type: 'known', id }) : null
    },
    async close(id) {
      const lane = laneOf(id)
      const opening = lane?.openings.get(id)
      lane?.openings.delete(id)
      return lane && opening ? askVoice(lane, opening, { type: 'close', id }) : null
    },
    async liveClassifiers() {
      const counts: number[] = await Promise.all(lanes.map((lane) => lane.ask({ type: 'count' })))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    workedMs: () => lanes.reduce((sum, lane) => sum + lane.workedMs(), 0) / lanes.length,
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

/** What the thread knows of a voice; where it died meanwhile, what was known before. */
async function askVoice(
  lane: VoiceLane,
  opening: Opening,
  task: VoiceTask & { type: 'known' | 'close' },
): Promise<SpeakerBaseline | null> {
  const known: SpeakerBaseline | null = await lane.ask(task)
  opening.known = known ?? opening.known
  return opening.known
}
