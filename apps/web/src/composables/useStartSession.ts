import type { SessionView, StartRequest } from '@undertone/shared'
import { inject, onScopeDispose, readonly, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { StartRefusal } from '../api/session-client.ts'
import type { AudioGate } from '../audio/audio-gate.ts'
import type { Services } from '../app/services.ts'
import { servicesKey } from '../app/services-key.ts'
import { useAudioGate } from '../app/use-audio-gate.ts'
import type { RunningSession, VoiceSource } from '../stores/running-session.ts'
import type { SampleClip } from '../stores/sample-clips.ts'
import type { Settings } from '../stores/setting-choices.ts'
import { useSessionStore } from '../stores/session.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** Starts a session and shows it. Call `start` in a tap's handler, or the microphone stays silent on phones. */
export function useStartSession() {
  const gate = useAudioGate()
  const provided = inject(servicesKey, null)
  const session = useSessionStore()
  const settings = useSettingsStore()
  const router = useRouter()
  const isStarting = shallowRef(false)
  const refusal = shallowRef<StartRefusal | null>(null)
  let isLeft = false

  async function start(source: VoiceSource, sampleClip?: SampleClip): Promise<void> {
    openGate(gate)
    if (isStarting.value) return
    isStarting.value = true
    refusal.value = null
    const services = provided ?? (await fetchServices())
    const answer = (await services?.client.start(requestFor(settings))) ?? unreachable
    isStarting.value = false
    if ('refusal' in answer) refusal.value = answer.refusal
    else if (services) await show(services, runningFrom(answer.session, source, sampleClip))
  }

  async function show({ client, memory }: Services, running: RunningSession): Promise<void> {
    // Whoever went elsewhere while the server was slow must not be fetched back, least of all to be listened to.
    if (isLeft) return void client.end(running.id)
    const before = memory.read()
    memory.write(running)
    session.begin(running)
    try {
      await router.push({ name: 'live' })
    } catch {
      // The page's code can't be fetched: nothing may go on unwatched.
      if (before) memory.write(before)
      else memory.forget()
      session.forget()
      refusal.value = unreachable.refusal
      return void client.end(running.id)
    }
    // Nothing leads back to the one before: it mustn't be kept for nobody.
    if (before) void client.end(before.id)
  }

  onScopeDispose(() => {
    isLeft = true
  })

  return { start, isStarting: readonly(isStarting), refusal: readonly(refusal) }
}

const unreachable = { refusal: 'unreachable' } as const

function runningFrom(started: SessionView, source: VoiceSource, sampleClip?: SampleClip): RunningSession {
  const { session_id: id, idle_ttl_s: idleTtlS, elcor: isElcor } = started
  return { id, idleTtlS, isElcor, startedAtMs: Date.now(), source, sampleClip }
}

/** A browser without Web Audio can still watch; the microphone says later why it stays off. */
function openGate(gate: AudioGate): void {
  try {
    gate.open()
  } catch {
    return
  }
}

/** The shortest time is the server's own default, which its operator may have set otherwise: it isn't asked for. */
function requestFor({ idleTtlS, isElcor }: Settings): StartRequest {
  return { ...(isElcor && { elcor: true }), ...(idleTtlS !== 90 && { idle_ttl_s: idleTtlS }) }
}

/** Null where they can't be fetched. */
async function fetchServices(): Promise<Services | null> {
  const module = await import('../app/services.ts').catch(() => null)
  return module?.createServices() ?? null
}
