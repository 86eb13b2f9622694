import { shareSchema } from '@undertone/shared'

/** The id by which the session `id` can be watched, as whoever shares it would send it. */
export async function viewerIdOf(url: string, id: string): Promise<string> {
  const answer = await fetch(`${url}/session/${id}/share`, { method: 'POST' })
  return shareSchema.parse(await answer.json()).viewer_id
}
