const affects = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgusted', 'surprised', 'bored']

/** `count` tones with pauses, moods that last a while, and an arousal that wanders: the same each time. */
export function conversation(count) {
  let seed = 7
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  let [timestamp, arousal, affect] = [1, 0, 'neutral']
  return Array.from({ length: count }, (_, seq) => {
    if (random() < 0.2) affect = affects[Math.floor(random() * affects.length)]
    arousal = Math.max(-1, Math.min(1, arousal * 0.9 + (random() - 0.5) * 0.6))
    timestamp += 1 + random() * 3 + (random() < 0.03 ? 12 : 0)
    const confidence = 0.42 + random() * 0.5
    const event = { timestamp, arousal, affect, confidence, label: affect }
    const rest = { shift_direction: 'stable', shift_magnitude: 0, prosody_flags: [], subtext: '', valence: 0 }
    return { kind: 'tone', seq, id: seq + 1, caughtUp: false, event: { ...event, ...rest } }
  })
}
