import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createFakeWorld } from '../test/fake-world.ts'
import { setVisibility } from '../test/page.ts'
import { render } from '../test/render.ts'
import LivePage from './LivePage.vue'

const running = { id: 's', idleTtlS: 90, startedAtMs: 1, source: 'microphone' as const }

describe('the live page', () => {
  it('leads to the start where there is no session', async () => {
    const { router } = await render(LivePage, {}, createFakeWorld())
    await flushPromises()
    expect(router.currentRoute.value.name).toBe('start')
  })

  it('finds the session of this tab again after a reload', async () => {
    setVisibility('visible')
    const world = createFakeWorld()
    world.services.memory.write(running)
    const { wrapper } = await render(LivePage, {}, world)
    for (let i = 0; i < 200 && world.streams.all.length === 0; i++) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(world.streams.last().url).toContain('/session/s/stream')
    expect(wrapper.find('[data-connection]').exists()).toBe(true)
  })

  it('shows the notice of a session that timed out again after a reload, until it is left', async () => {
    setVisibility('visible')
    const world = createFakeWorld()
    world.services.memory.write(running)
    world.answers.check = 'gone'
    const { wrapper } = await render(LivePage, {}, world)
    const said = () => wrapper.get('[role="status"]').text()
    for (let i = 0; i < 200 && !said(); i++) await new Promise((resolve) => setImmediate(resolve))
    expect(said()).toContain('Session timed out')
    expect(world.services.memory.read()?.id).toBe('s')
    wrapper.unmount()
    expect(world.services.memory.read()).toBeNull()
  })

  it('forgets a session at once when the person ends it', async () => {
    setVisibility('visible')
    const world = createFakeWorld()
    world.services.memory.write(running)
    const { wrapper } = await render(LivePage, {}, world)
    for (let i = 0; i < 200 && world.streams.all.length === 0; i++) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    world.streams.last().say('session-end', { session_id: 's', reason: 'ended' })
    await flushPromises()
    expect(world.services.memory.read()).toBeNull()
    expect(wrapper.get('[role="status"]').text()).toContain('Session ended')
  })
})
