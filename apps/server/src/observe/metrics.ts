import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { AudioSocket } from '../audio/audio-socket.ts'
import type { SessionReaper } from '../sessions/session-reaper.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { ToneHub } from '../stream/tone-hub.ts'
import type { TonePipeline } from '../tone/tone-pipeline.ts'

export interface MetricsDeps {
  store: Pick<SessionStore, 'counts' | 'isReachable'>
  hub: Pick<ToneHub, 'counts' | 'roomCount' | 'streamCount'>
  pipeline: Pick<TonePipeline, 'toneCount'>
  audio: Pick<AudioSocket, 'microphoneCount' | 'lag'>
  clock: { nowMs(): number }
}

export interface Metrics {
  register: Registry
  /** `sweep`, with a note of how long it took and how many sessions it ended. */
  timed(sweep: SessionReaper['sweep']): SessionReaper['sweep']
}

/**
 * What the parts have counted, as Prometheus reads it; docs/operating.md says what each is for. The parts add plain numbers,
 * which are read as somebody asks: their ways are too hot for more. There are no labels but `state`, so nothing of a
 * session can be in it.
 */
export function createMetrics({ store, hub, pipeline, audio, clock }: MetricsDeps): Metrics {
  const register = new Registry()
  const { gauge, counter } = readings(register)

  new Gauge({
    name: 'undertone_sessions',
    help: 'Sessions of this node: watched by anyone here, or not. Kept in Redis, those that it has streams or a microphone of.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const watched = hub.roomCount()
      this.set({ state: 'watched' }, watched)
      this.set({ state: 'unwatched' }, Math.max(0, store.counts().here - watched))
    },
  })
  gauge(
    'sessions_everywhere',
    'Sessions of all nodes, as far as this one knows.',
    () => store.counts().everywhere,
  )
  gauge('store_reachable', '1 while sessions can be reached, 0 while Redis is away.', () =>
    Number(store.isReachable()),
  )
  gauge('subscribers', 'Open streams.', hub.streamCount)
  gauge('microphones', 'Open microphones.', audio.microphoneCount)
  gauge(
    'classifier_lag_seconds',
    'Audio that waits for its classifier, of the microphone with the most.',
    () => Math.max(0, audio.lag().longestMs / 1000),
  )
  counter(
    'audio_let_go_seconds',
    'Audio that was heard by no classifier, as too much waited.',
    () => audio.lag().letGoMs / 1000,
  )
  counter('tone_events', 'Tone events that were told of microphones here.', pipeline.toneCount)
  counter('deliveries', 'Tone events times the streams that they went to.', () => hub.counts().delivered)
  counter('streams_opened', 'Streams that were opened.', () => hub.counts().opened)
  counter('replays', 'Streams that were opened to resume after an id.', () => hub.counts().replays)
  counter(
    'replayed_events',
    'Tone events that were told once more to who resumed.',
    () => hub.counts().replayed,
  )
  counter(
    'missed_events',
    'Tone events that were held no longer as somebody resumed.',
    () => hub.counts().missed,
  )
  counter(
    'slow_readers_cut',
    'Streams that were closed as too much of them was unsent.',
    () => hub.counts().slowReadersCut,
  )

  const reaped = new Counter({
    name: 'undertone_reaped_total',
    help: 'Sessions that were ended because nobody watched them.',
    registers: [register],
  })
  const sweepSeconds = new Histogram({
    name: 'undertone_sweep_seconds',
    help: 'How long it took to look for sessions that nobody watches, and to end them.',
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    registers: [register],
  })

  return {
    register,
    timed: (sweep) => async () => {
      const startedMs = clock.nowMs()
      const removed = await sweep()
      sweepSeconds.observe((clock.nowMs() - startedMs) / 1000)
      reaped.inc(removed)
      return removed
    },
  }
}

/** Metrics whose values are read anew each time. */
function readings(register: Registry) {
  const registers = [register]
  return {
    gauge(name: string, help: string, read: () => number): void {
      new Gauge({
        name: `undertone_${name}`,
        help,
        registers,
        collect() {
          this.set(read())
        },
      })
    },
    counter(name: string, help: string, read: () => number): void {
      new Counter({
        name: `undertone_${name}_total`,
        help,
        registers,
        collect() {
          this.reset()
          this.inc(read())
        },
      })
    },
  }
}
