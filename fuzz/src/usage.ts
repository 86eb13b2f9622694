/** Bytes in use after a thorough garbage collection, buffers outside the heap included. */
export async function usedBytes(): Promise<number> {
  // What a finalizer lets go of is collected by the next round only.
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
