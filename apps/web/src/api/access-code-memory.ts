import { maxAccessCodeLength } from '@undertone/shared'
import { attempt } from './attempt.ts'

export const accessCodeKey = 'undertone.access-code'

/** Remembers the access code that has let this device start a session, so that whoever comes back isn't asked again. */
export interface AccessCodeMemory {
  read(): string | null
  write(code: string): void
  forget(): void
}

/** `storage` is the device's localStorage, and shared with other tabs; where it's refused, `page` remembers as long as it is there. */
export function createAccessCodeMemory(
  storage: () => Storage,
  page: { code: string | null },
): AccessCodeMemory {
  function read(): string | null {
    const code = attempt(() => storage().getItem(accessCodeKey)) ?? page.code
    return code && code.length <= maxAccessCodeLength ? code : null
  }

  function write(code: string): void {
    attempt(() => storage().setItem(accessCodeKey, code))
    page.code = attempt(() => storage().getItem(accessCodeKey)) === code ? null : code
  }

  function forget(): void {
    attempt(() => storage().removeItem(accessCodeKey))
    page.code = null
  }

  return { read, write, forget }
}
