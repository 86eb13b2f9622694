import type { Component } from 'vue'
import type { RefusedStart } from '../api/session-client.ts'
import type { Messages } from '../messages/en.ts'
import { spokenDuration } from '../messages/format-time.ts'

/** Where the access code is asked for. */
export interface CodeAsk {
  /** AccessCodeForm.vue. */
  readonly form: Component
  /** What was typed isn't it. */
  readonly isWrong: boolean
}

/** What is left to say and to ask; neither, once the session is shown. */
export interface StartOutcome {
  readonly notice: string
  readonly ask: CodeAsk | null
}

/** What a refused start leads to. `sent`: the access code that went with it, if any, and where it came from. */
export async function afterRefusal(
  answer: RefusedStart,
  sent: 'none' | 'kept' | 'typed',
  messages: Messages,
): Promise<StartOutcome> {
  const notice = noticeFor(answer, sent, messages)
  const isAsked = answer.refusal === 'codeNeeded'
  // What was typed stays where it is until it has worked.
  if (!isAsked && sent !== 'typed') return { notice, ask: null }
  const form = await fetchForm()
  if (!form) return { notice: messages.start.unreachable, ask: null }
  return { notice, ask: { form, isWrong: isAsked && sent === 'typed' } }
}

function noticeFor(
  { refusal, retryAfterS }: RefusedStart,
  sent: 'none' | 'kept' | 'typed',
  messages: Messages,
): string {
  const { start, refusals, accessCode } = messages
  const time = waitTime(retryAfterS ?? usualWaitS, messages)
  if (refusal === 'busy') return refusals.busy(time)
  if (refusal === 'tooMany') return refusals.tooMany(time)
  if (refusal === 'notNow' || refusal === 'otherAddress') return refusals[refusal]
  if (refusal === 'unreachable') return start.unreachable
  return { none: '', kept: accessCode.stale, typed: accessCode.wrong }[sent]
}

/** Where the server doesn't say. */
const usualWaitS = 60

/** Rounded up, so that whoever waits as long isn't sent away again. */
function waitTime(seconds: number, messages: Messages): string {
  const step = seconds > 90 ? 60 : 10
  return spokenDuration(Math.max(1, Math.ceil(seconds / step)) * step, messages)
}

async function fetchForm(): Promise<Component | null> {
  const module = await import('../components/start/AccessCodeForm.vue').catch(() => null)
  return module?.default ?? null
}
