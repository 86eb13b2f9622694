import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFakeWorld } from '../../test/fake-world.ts'
import { live, reading, session } from '../../test/live-world.ts'
import { setVisibility } from '../../test/page.ts'
import { render } from '../../test/render.ts'
import LiveView from './LiveView.vue'

const sampled = { ...session, source: 'sample' as const, sampleClip: 'cheerful' as const }

beforeEach(() => {
  setVisibility('visible')
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
})

describe('the live view with a sample', () => {
  it('plays the clip that was chosen', async () => {
    const { devices, playSample } = await live({}, { session: sampled })
    expect(devices.openSample).toHaveBeenCalledWith('cheerful')
    expect(playSample).toHaveBeenCalledOnce()
  })

  it('plays none by itself after a reload', async () => {
    const world = createFakeWorld()
    const { screen } = await render(LiveView, { session: sampled, isResumed: true }, world)
    await reading(() => world.streams.all.length > 0)
    world.streams.last().open(0)
    await reading(() => screen.status() !== '')
    expect(world.playSample).not.toHaveBeenCalled()
    expect(screen.status()).toBe(
      'The sample stopped when you left. You can play it again from the start page.',
    )
  })
})
