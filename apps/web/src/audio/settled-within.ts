/** Resolves once `promise` is settled, or after `patienceMs`; never rejects. */
export function settledWithin(promise: Promise<unknown>, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs)
    function done(): void {
      clearTimeout(timer)
      resolve()
    }
    promise.then(done, done)
  })
}
