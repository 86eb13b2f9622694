/** Limits for whoever comes through the proxy that a test plays, at any address that it likes. */
export const countEverybody = { TRUST_PROXY: 'loopback', UNLIMITED_ADDRESSES: 'none' }

/** Asks for a start as if from `address`. */
export function startFrom(url: string, address: string, body: object = {}): Promise<Response> {
  return fetch(`${url}/session/start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address },
    body: JSON.stringify(body),
  })
}

/** Asks for `count` starts one after the other, and returns their statuses. */
export async function startsFrom(
  url: string,
  address: string,
  count: number,
  body?: object,
): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < count; n++) statuses.push((await startFrom(url, address, body)).status)
  return statuses
}
