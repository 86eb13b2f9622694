import type { VoiceUpdate } from '@undertone/voice'
import {
  createScriptedVoice,
  shortTurn,
  voiceFrame,
  type ScriptedVoice,
} from '../../apps/server/test/support/scripted-voice.ts'

/**
 * A voice that makes an event of every frame: some hundred classifiers at real time are more than two cores can carry, and
 * what is soaked is everything behind them.
 */
export function createBabblingVoice(): ScriptedVoice {
  const voice = createScriptedVoice()
  voice.onPush = () => babble()
  return voice
}

/** A turn of speech with a tone that differs from the one before, now and then one that ends unclear. */
function babble(): VoiceUpdate[] {
  const affect = Math.random() < 0.5 ? 'calm' : 'happy'
  const arousal = Math.round((Math.random() * 2 - 1) * 1000) / 1000
  const frame = voiceFrame({ affect, arousal, confidence: 0.8 + Math.random() * 0.2 })
  const turn = shortTurn(frame)
  return Math.random() > 0.05 ? turn : [...turn, { type: 'state', state: 'unclear', endSample: 0 }]
}
