import { createPcmFramer } from './pcm-framer.ts'
import { createResampler } from './resampler.ts'

const wireRateHz = 16_000

/** Native-rate microphone blocks in, 100 ms frames of 16 kHz Int16 out through its port. */
class PcmProcessor extends AudioWorkletProcessor {
  readonly #resampler = createResampler(sampleRate, wireRateHz)
  readonly #framer = createPcmFramer()
  #isStopped = false

  constructor() {
    super()
    this.port.onmessage = () => (this.#isStopped = true)
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    // A node that is only disconnected would run on, unheard, for as long as the page lives.
    if (this.#isStopped) return false
    const mono = inputs[0]?.[0]
    if (!mono) return true
    for (const frame of this.#framer.push(this.#resampler.push(mono))) this.port.postMessage(frame, [frame])
    return true
  }
}

registerProcessor('undertone-pcm', PcmProcessor)
