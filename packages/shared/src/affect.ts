import { z } from 'zod/mini'

/** The nine ways a voice can sound that Undertone has a word for. */
export const affectSchema = z.enum([
  'neutral',
  'calm',
  'happy',
  'sad',
  'angry',
  'fearful',
  'disgusted',
  'surprised',
  'bored',
])

export type Affect = z.infer<typeof affectSchema>
