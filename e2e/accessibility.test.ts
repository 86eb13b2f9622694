import { describe, it } from 'vitest'
import { startConversation } from './support/conversation.ts'
import { testEveryScreen } from './support/every-screen.ts'
import { hear } from './support/heard.ts'
import { look } from './support/look.ts'
import { usePhone } from './support/phone.ts'

const phone = usePhone()

describe('in light colours, every screen is sound:', () => testEveryScreen(phone, 'light'))

it('stays sound in the system’s own few colours', async () => {
  const options = {
    forcedColors: 'active',
    reducedMotion: 'reduce',
    viewport: { width: 360, height: 800 },
  } as const
  const { page, say } = await startConversation(phone, { phone: options })
  await say(3)
  await hear(page, 3)
  await look(page, 'a conversation')
})
