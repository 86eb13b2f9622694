import { useServices } from '../app/services.ts'
import { useSessionStore } from '../stores/session.ts'

/** The session that runs in this tab, if any; a page that was thrown away knows it by what the tab remembers. */
export function useRunningId(): string | null {
  const { memory } = useServices()
  return (useSessionStore().running ?? memory.read())?.id ?? null
}
