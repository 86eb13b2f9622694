import { expect, it } from 'vitest'
import { createFakeWorld } from '../../test/fake-world.ts'
import { render } from '../../test/render.ts'
import OverControls from '../compose/OverControls.vue'

it('is never the one thing to do next, not even while it asks', async () => {
  const controls = { isStarting: false, hasNotes: true }
  const { wrapper, screen } = await render(OverControls, controls, createFakeWorld())
  await screen.button('Don’t keep them').trigger('click')
  expect(screen.hasButton('Keep it')).toBe(true)
  expect(wrapper.findAll('.is-filled').map((button) => button.text())).toEqual(['Start a new session'])
})

it('asks first, with the answer at hand that changes nothing', async () => {
  const controls = { isStarting: false, hasNotes: true }
  const { wrapper, screen } = await render(OverControls, controls, createFakeWorld())
  await screen.button('Don’t keep them').trigger('click')
  expect(document.activeElement?.textContent?.trim()).toBe('Keep it')
  await screen.button('Keep it').trigger('click')
  expect(screen.hasButton('Don’t keep them')).toBe(true)
  expect(wrapper.emitted('dropNotes')).toBeUndefined()
})
