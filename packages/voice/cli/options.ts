import { parseArgs } from 'node:util'
import { shippedModelNames, type ShippedModelName } from '../src/shipped-model-names.ts'

export interface Options {
  files: string[]
  /** The files are one voice, in this order: what is known of it carries over. */
  sameSpeaker: boolean
  timeline: boolean
  modelName: ShippedModelName
}

export const usage =
  'Usage: pnpm --filter @undertone/voice classify [--same-speaker] [--timeline] FILE… (WAV or FLAC); prints a JSON line a file.'

/** Reads the command line; VOICE_MODEL names the model. Where it makes no sense, `error` is a sentence or nothing. */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Options | { error: string } {
  const modelName = shippedModelNames.find((name) => name === (environment.VOICE_MODEL ?? 'full'))
  if (!modelName)
    return { error: `VOICE_MODEL is ${shippedModelNames.join(' or ')}, not “${environment.VOICE_MODEL}”. ` }
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((argument) => argument !== '--'),
      allowPositionals: true,
      options: { 'same-speaker': { type: 'boolean' }, timeline: { type: 'boolean' } },
    })
    if (positionals.length === 0) return { error: '' }
    return {
      files: positionals,
      sameSpeaker: values['same-speaker'] ?? false,
      timeline: values.timeline ?? false,
      modelName,
    }
  } catch (error) {
    return { error: error instanceof Error ? `${error.message}. ` : '' }
  }
}
