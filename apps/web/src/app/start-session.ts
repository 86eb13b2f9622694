import type { SessionView, StartRequest } from '@undertone/shared'
import type { Router } from 'vue-router'
import { createAccessCodeMemory } from '../api/access-code-memory.ts'
import { en } from '../messages/en.ts'
import type { Messages } from '../messages/en.ts'
import type { RunningSession, VoiceSource } from '../stores/running-session.ts'
import type { SampleClip } from '../stores/sample-clips.ts'
import { useAccessCodeStore } from '../stores/access-code.ts'
import { useSessionStore } from '../stores/session.ts'
import type { Settings } from '../stores/setting-choices.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { createServices } from './services.ts'
import type { Services } from './services.ts'
import { afterRefusal } from './after-refusal.ts'
import type { StartOutcome } from './after-refusal.ts'

/** What was pressed. */
export interface StartWish {
  readonly source: VoiceSource
  readonly sampleClip?: SampleClip | undefined
  /** What the person typed where they were asked for an access code. */
  readonly typedCode?: string
}

/** The page that it was pressed on. */
export interface StartPlace {
  /** Null: the browser's own. */
  readonly services: Services | null
  /** Null: English. */
  readonly messages: Messages | null
  readonly router: Router
  readonly isLeft: () => boolean
}

/**
 * Starts a session and shows it; or says what stands in the way, and asks for the access code where that is it. Apart from
 * useStartSession.ts, as the first screen doesn't need it before somebody presses Start. Never throws.
 */
export async function startSession(wish: StartWish, place: StartPlace): Promise<StartOutcome> {
  const services = place.services ?? createServices()
  const messages = place.messages ?? en
  const settings = useSettingsStore()
  const kept = createAccessCodeMemory(() => localStorage, useAccessCodeStore())
  const keptCode = kept.read()
  const code = wish.typedCode ?? keptCode
  const answer = await services.client.start(requestFor(settings, code))
  if ('session' in answer) {
    if (wish.typedCode) kept.write(wish.typedCode)
    const isShown = await show(runningFrom(answer.session, wish), services, place)
    return { notice: isShown ? '' : messages.start.unreachable, ask: null }
  }
  // Another tab may have kept a newer one meanwhile.
  if (answer.refusal === 'codeNeeded' && keptCode !== null && keptCode === kept.read()) kept.forget()
  const sent = wish.typedCode ? 'typed' : keptCode === null ? 'none' : 'kept'
  return afterRefusal(answer, sent, messages)
}

/** False where the page's code can't be fetched. */
async function show(
  running: RunningSession,
  { client, memory }: Services,
  { router, isLeft }: StartPlace,
): Promise<boolean> {
  const session = useSessionStore()
  // Whoever went elsewhere while the server was slow must not be fetched back, least of all to be listened to.
  if (isLeft()) {
    void client.end(running.id)
    return true
  }
  const before = memory.read()
  memory.write(running)
  session.begin(running)
  try {
    await router.push({ name: 'live' })
  } catch {
    // Nothing may go on unwatched.
    if (before) memory.write(before)
    else memory.forget()
    session.forget()
    void client.end(running.id)
    return false
  }
  // Nothing leads back to the one before: it mustn't be kept for nobody.
  if (before) void client.end(before.id)
  return true
}

function runningFrom(started: SessionView, { source, sampleClip }: StartWish): RunningSession {
  const { session_id: id, idle_ttl_s: idleTtlS, elcor: isElcor } = started
  return { id, idleTtlS, isElcor, startedAtMs: Date.now(), source, sampleClip }
}

/** The shortest time is the server's own default, which its operator may have set otherwise: it isn't asked for. */
function requestFor({ idleTtlS, isElcor }: Settings, code: string | null): StartRequest {
  return {
    ...(isElcor && { elcor: true }),
    ...(idleTtlS !== 90 && { idle_ttl_s: idleTtlS }),
    ...(code !== null && { access_code: code }),
  }
}
