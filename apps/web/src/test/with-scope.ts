import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import { onTestFinished } from 'vitest'

/** Runs `make` in a scope with a fresh Pinia; both end with the test. `dispose` ends the scope sooner. */
export function withScope<T>(make: () => T): { result: T; dispose: () => void } {
  setActivePinia(createPinia())
  const scope = effectScope()
  const result = scope.run(make)
  if (result === undefined) throw new Error('Nothing was made')
  const dispose = () => scope.stop()
  onTestFinished(dispose)
  return { result, dispose }
}
