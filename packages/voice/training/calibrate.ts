import { toJudgement } from '../src/voice-model.ts'
import type { Prediction } from './cross-validate.ts'

/**
 * The temperature with the least negative log-likelihood on held-out voices (Guo et al., ICML 2017). Each corpus counts
 * the same.
 */
export function fitTemperature(predictions: readonly Prediction[]): number {
  const candidates = Array.from({ length: 60 }, (_, i) => 0.4 * 1.04 ** i)
  const losses = candidates.map((temperature) => meanLoss(predictions, temperature))
  return candidates[losses.indexOf(Math.min(...losses))]
}

function meanLoss(predictions: readonly Prediction[], temperature: number): number {
  const losses = new Map<string, { sum: number; count: number }>()
  for (const { example, outputs } of predictions) {
    const right = toJudgement(outputs, temperature).probabilities[example.recording.affect]
    const known = losses.get(example.recording.corpus) ?? { sum: 0, count: 0 }
    losses.set(example.recording.corpus, { sum: known.sum - Math.log(right + 1e-9), count: known.count + 1 })
  }
  return [...losses.values()].reduce((total, { sum, count }) => total + sum / count, 0)
}
