import { mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { onTestFinished } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Router } from 'vue-router'
import { fileSharingKey } from '../app/file-sharing.ts'
import type { FileSharing } from '../app/file-sharing.ts'
import { liveDevicesKey } from '../app/live-devices.ts'
import type { LiveDevices } from '../app/live-devices.ts'
import { servicesKey } from '../app/services-key.ts'
import type { Services } from '../app/services.ts'
import { audioGateKey } from '../app/use-audio-gate.ts'
import type { AudioGate } from '../audio/audio-gate.ts'
import { introKey } from '../first/use-intro.ts'
import type { Intro } from '../first/use-intro.ts'
import type { NotesDb } from '../notes/notes-db.ts'
import { notesDbKey } from '../notes/notes-db-key.ts'

export interface RenderWorld {
  readonly services: Services & { readonly gate: AudioGate }
  readonly devices: LiveDevices
  readonly notes: NotesDb
  /** Absent: the browser's own. */
  readonly files?: FileSharing
  /** Absent: the cards are the app's. */
  readonly intro?: Intro
}

/** Shows `component` in a world of fakes, with every page's name known to the router. `prepare` may fill the stores first. */
export async function render(
  component: Component,
  props: Record<string, unknown>,
  world: RenderWorld,
  prepare: () => void = () => undefined,
) {
  const router = createTestRouter()
  const pinia = createPinia()
  setActivePinia(pinia)
  prepare()
  await router.push('/live')
  const provide = {
    [servicesKey]: world.services,
    [audioGateKey]: world.services.gate,
    [liveDevicesKey]: world.devices,
    [notesDbKey]: world.notes,
    ...(world.files && { [fileSharingKey]: world.files }),
    ...(world.intro && { [introKey]: world.intro }),
  }
  const wrapper = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [pinia, router], provide },
  })
  onTestFinished(() => wrapper.unmount())
  return { wrapper, router, screen: screenOf(wrapper) }
}

/** Finds things as a person would: by what they are and what they say. */
export function screenOf(wrapper: VueWrapper) {
  const named = (name: string) =>
    wrapper.findAll('button').filter((button) => textOf(button.element) === name)
  return {
    button(name: string) {
      const [button] = named(name)
      if (!button) throw new Error(`No button says "${name}"`)
      return button
    },
    hasButton: (name: string) => named(name).length > 0,
    status: () => textOf(wrapper.get('[role="status"]').element),
    heard: () => wrapper.findAll('[data-testid="heard"] tbody tr').map((row) => textOf(row.element)),
    word: () => textOf(wrapper.get('[data-testid="tone-word"]').element),
    text: () => textOf(wrapper.element),
  }
}

function textOf(element: Element): string {
  return (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

function createTestRouter(): Router {
  const page = { template: '<p />' }
  const routes = ['start', 'live', 'notes', 'settings'].map((name) => ({
    path: `/${name}`,
    name,
    component: page,
  }))
  return createRouter({
    history: createMemoryHistory(),
    routes: [...routes, { path: '/notes/:id', name: 'conversation', component: page }],
  })
}
