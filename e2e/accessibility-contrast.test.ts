import { describe } from 'vitest'
import { testEveryScreen } from './support/every-screen.ts'
import { usePhone } from './support/phone.ts'

const phone = usePhone()

describe('in high contrast, every screen is sound:', () => testEveryScreen(phone, 'contrast'))
