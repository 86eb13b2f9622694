import { describe } from 'vitest'
import { testEveryScreen } from './support/every-screen.ts'
import { usePhone } from './support/phone.ts'

const phone = usePhone()

describe('in dark colours, every screen is sound:', () => testEveryScreen(phone, 'dark'))
