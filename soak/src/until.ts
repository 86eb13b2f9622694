const lookEveryMs = 250

/** Waits until `isSo`, at most `longestMs`; false where it never was. */
export async function until(isSo: () => boolean | Promise<boolean>, longestMs: number): Promise<boolean> {
  const endMs = performance.now() + longestMs
  while (!(await isSo())) {
    if (performance.now() > endMs) return false
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  return true
}
