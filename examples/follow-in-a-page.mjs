/** Calls `show` with every tone event of the session at `session` (`https://…/session/<id>`), each once and in order. */
export function follow(session, show, lastId = '') {
  const stream = new EventSource(`${session}/stream?last_event_id=${lastId}`)
  stream.addEventListener('tone-event', (event) => {
    lastId = event.lastEventId
    show(JSON.parse(event.data))
  })
  stream.addEventListener('session-end', ({ data }) => {
    if (JSON.parse(data).reason !== 'shutdown') stream.close()
  })
  // After a drop the browser comes back by itself, with the last id. Where it is refused it gives up, and we ask why.
  stream.addEventListener('error', async () => {
    if (stream.readyState !== EventSource.CLOSED) return
    const isGone = await fetch(session).then(
      ({ status }) => status === 404,
      () => false,
    )
    if (!isGone) setTimeout(follow, 2_000, session, show, lastId)
  })
}
