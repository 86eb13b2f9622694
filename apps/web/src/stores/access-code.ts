import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** The access code on a device that keeps nothing: for as long as the page is there. */
export const useAccessCodeStore = defineStore('access-code', () => ({
  code: shallowRef<string | null>(null),
}))
