import { z } from 'zod/mini'

/** What is fuzzed, by the name that the command line has for it. */
export const targetNameSchema = z.enum(['http', 'sse', 'websocket', 'pcm', 'env', 'rows', 'stream-data'])
export type TargetName = z.infer<typeof targetNameSchema>

export const networkTargets: readonly TargetName[] = ['http', 'sse', 'websocket']
