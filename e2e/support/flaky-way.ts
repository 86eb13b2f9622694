import { createFlakyProxy, type FlakyProxy } from '@undertone/flaky-proxy'
import { onTestFinished } from 'vitest'

/** A network that a test can break, in front of the server at `url`. */
export async function openFlakyWay(url: string): Promise<FlakyProxy> {
  const proxy = await createFlakyProxy({ targetPort: Number(new URL(url).port) })
  onTestFinished(() => proxy.close())
  return proxy
}
