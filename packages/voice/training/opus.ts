import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeWav } from '../cli/decode-wav.ts'
import { encodeWav } from '../cli/encode-wav.ts'
import { toInt16 } from '../cli/to-pcm.ts'

/**
 * What is left of `sounds` after Opus at `kbitPerS`, each as long as before; they are coded in one run, as one call would
 * be. Needs `opusenc` and `opusdec` (Debian: opus-tools).
 */
export function throughOpus(sounds: readonly Float32Array[], kbitPerS: number): Float32Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-opus-'))
  try {
    const path = (name: string) => join(folder, name)
    writeFileSync(path('in.wav'), encodeWav(toInt16(joined(sounds))))
    execFileSync('opusenc', ['--quiet', '--bitrate', String(kbitPerS), path('in.wav'), path('coded.opus')])
    execFileSync('opusdec', ['--quiet', '--rate', '16000', path('coded.opus'), path('out.wav')])
    const [channel] = decodeWav(readFileSync(path('out.wav'))).channels
    return apart(channel, sounds)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function joined(sounds: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(sounds.reduce((length, sound) => length + sound.length, 0))
  let at = 0
  for (const sound of sounds) {
    all.set(sound, at)
    at += sound.length
  }
  return all
}

function apart(all: Float32Array, like: readonly Float32Array[]): Float32Array[] {
  let at = 0
  return like.map(({ length }) => {
    const piece = new Float32Array(length)
    piece.set(all.subarray(at, at + length))
    at += length
    return piece
  })
}
