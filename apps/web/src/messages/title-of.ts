import type { RouteRecordNameGeneric } from 'vue-router'
import type { FirstMessages } from './en-first.ts'

/** The document's title on the page of the route `name`. */
export function titleOf(name: RouteRecordNameGeneric, { titles }: FirstMessages): string {
  if (name === 'live') return titles.live
  if (name === 'watch') return titles.watch
  if (name === 'settings') return titles.settings
  return name === 'notes' || name === 'conversation' ? titles.notes : titles.start
}
