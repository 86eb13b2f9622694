/** What an AudioWorkletGlobalScope has; TypeScript's libraries don't describe it. */
declare const sampleRate: number

declare interface WorkletPort {
  onmessage: (() => void) | null
  postMessage(message: ArrayBuffer, transfer: ArrayBuffer[]): void
}

declare class AudioWorkletProcessor {
  readonly port: WorkletPort
}

declare function registerProcessor(
  name: string,
  processor: new () => AudioWorkletProcessor & {
    process(inputs: readonly (readonly Float32Array[])[]): boolean
  },
): void
