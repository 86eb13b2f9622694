import { inject, shallowRef } from 'vue'
import type { Component, InjectionKey, ShallowRef } from 'vue'

/** The first cards as the app has them. */
export interface Intro {
  /** True while somebody reads those of index.html, before the app is shown (take-over.ts). */
  readonly areCardsBefore: Readonly<ShallowRef<boolean>>
  /** For whoever comes to them in the app: when they are shown once more, or where something was chosen already. */
  readonly fetchCards: () => Promise<Component>
}

export const introKey: InjectionKey<Intro> = Symbol('intro')

export function useIntro(): Intro {
  return inject(introKey, () => ({ areCardsBefore: shallowRef(false), fetchCards: fetchIntroCards }), true)
}

export async function fetchIntroCards(): Promise<Component> {
  return (await import('../components/start/IntroCards.vue')).default
}
