import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SessionReaper } from '../sessions/session-reaper.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { ToneHub } from '../stream/tone-hub.ts'
import type { TonePipeline } from '../tone/tone-pipeline.ts'

export interface MetricsDeps {
  store: Pick<SessionStore, 'counts' | 'isReachable'>
  hub: Pick<ToneHub, 'counts' | 'roomCount' | 'streamCount'>
  pipeline: Pick<TonePipeline, 'toneCount'>
  audio: { microphoneCount(): number; lag(): { longestMs: number; letGoMs: number } }
  overload: { sentAwayCount(): number }
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
export function createMetrics(deps: MetricsDeps): Metrics {
  const register = new Registry()
  addSessions(register, deps)
  addVoice(readings(register), deps)
  addStreams(readings(register), deps.hub)
  addSentAway(readings(register), deps.overload)
  return { register, timed: sweepTimer(register, deps.clock) }
}

function addSessions(register: Registry, { store, hub }: MetricsDeps): void {
  new Gauge({
    name: 'undertone_sessions',
    help: 'Sessions of this node, watched by anyone here or not; with Redis, those that it has streams or a microphone of.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const watched = hub.roomCount()
      this.set({ state: 'watched' }, watched)
      this.set({ state: 'unwatched' }, Math.max(0, store.counts().here - watched))
    },
  })
  const { gauge } = readings(register)
  gauge(
    'sessions_everywhere',
    'Sessions of all nodes, as far as this one knows.',
    () => store.counts().everywhere,
  )
  gauge('store_reachable', '1 while sessions can be reached, 0 while Redis is away.', () =>
    Number(store.isReachable()),
  )
}

function addVoice({ gauge, counter }: Readings, { audio, pipeline }: MetricsDeps): void {
  gauge('microphones', 'Open microphones.', audio.microphoneCount)
  const lag = 'Audio that waits for its classifier, of the microphone with the most.'
  gauge('classifier_lag_seconds', lag, () => Math.max(0, audio.lag().longestMs / 1000))
  const letGo = 'Audio that no classifier heard, as too much waited.'
  counter('audio_let_go_seconds', letGo, () => audio.lag().letGoMs / 1000)
  counter('tone_events', 'Tone events that were told of microphones here.', pipeline.toneCount)
}

function addStreams({ gauge, counter }: Readings, hub: MetricsDeps['hub']): void {
  gauge('subscribers', 'Open streams.', hub.streamCount)
  counter('streams_opened', 'Streams that were opened.', () => hub.counts().opened)
  counter(
    'deliveries',
    'Live tone events, times the streams that they went to.',
    () => hub.counts().delivered,
  )
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
  const cut = 'Streams that were closed because too much of them was unsent.'
  counter('slow_readers_cut', cut, () => hub.counts().slowReadersCut)
}

function addSentAway({ counter }: Readings, { sentAwayCount }: MetricsDeps['overload']): void {
  const sentAway =
    'Sessions, viewers and microphones that were asked to come again, as there was too much to do.'
  counter('newcomers_sent_away', sentAway, sentAwayCount)
}

function sweepTimer(register: Registry, clock: MetricsDeps['clock']): Metrics['timed'] {
  const registers = [register]
  const reaped = new Counter({
    name: 'undertone_reaped_total',
    help: 'Sessions that were ended because nobody watched them.',
    registers,
  })
  const seconds = new Histogram({
    name: 'undertone_sweep_seconds',
    help: 'How long it took to look for sessions that nobody watches, and to end them.',
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    registers,
  })
  return (sweep) => async () => {
    const startedMs = clock.nowMs()
    const removed = await sweep()
    seconds.observe((clock.nowMs() - startedMs) / 1000)
    reaped.inc(removed)
    return removed
  }
}

/** Adds metrics whose values are read anew each time. */
interface Readings {
  gauge(name: string, help: string, read: () => number): void
  /** `read` gives what came together so far. */
  counter(name: string, help: string, read: () => number): void
}

function readings(register: Registry): Readings {
  const registers = [register]
  return {
    gauge(name, help, read) {
      function collect(): void {
        gauge.set(read())
      }
      const gauge = new Gauge({ name: `undertone_${name}`, help, registers, collect })
    },
    counter(name, help, read) {
      function collect(): void {
        counter.reset()
        counter.inc(read())
      }
      const counter = new Counter({ name: `undertone_${name}_total`, help, registers, collect })
    },
  }
}
