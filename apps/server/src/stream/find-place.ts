import { isViewer, type Audience } from './audience.ts'
import type { Seat } from './seat.ts'

/** However many viewers there are, they leave an eighth of the places to owners, who must be able to come back. */
const ownersShare = 1 / 8

/**
 * Whether `asking` may sit down, or whose seat is given to it. An owner always finds a place among viewers: where all
 * are taken, the viewer who has watched for longest makes room, and may come back by id. Nobody yields to their equal.
 */
export function findPlace(
  seats: ReadonlySet<Seat>,
  asking: Audience,
  maxStreams: number,
): 'free' | 'full' | Seat {
  const viewers = [...seats].filter(({ audience }) => isViewer(audience))
  if (isViewer(asking)) {
    const mostViewers = Math.max(1, Math.floor(maxStreams * (1 - ownersShare)))
    return seats.size < maxStreams && viewers.length < mostViewers ? 'free' : 'full'
  }
  if (seats.size < maxStreams) return 'free'
  return viewers.find((seat) => seat.isOpen()) ?? 'full'
}
