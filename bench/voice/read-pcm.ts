import { readFileSync } from 'node:fs'

/** The samples of a file of Int16, at most `seconds` of them at 16 kHz. */
export function readPcm(file: string, seconds: number): Int16Array {
  const bytes = new Uint8Array(readFileSync(file))
  return new Int16Array(bytes.buffer).subarray(0, seconds * 16_000)
}

export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
