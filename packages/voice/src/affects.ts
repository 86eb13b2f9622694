import type { Affect } from '@undertone/shared'

/** The order in which the model's outputs stand. */
export const affects = [
  'neutral',
  'calm',
  'happy',
  'sad',
  'angry',
  'fearful',
  'disgusted',
  'surprised',
  'bored',
] as const satisfies readonly Affect[]
