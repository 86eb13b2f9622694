import type { InjectionKey } from 'vue'
import type { Services } from './services.ts'

/** Apart from the services themselves, whose code the first screen doesn't need before somebody presses Start. */
export const servicesKey: InjectionKey<Services> = Symbol('services')
