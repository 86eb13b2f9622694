import { randomBytes } from 'node:crypto'

/** 128 random bits as base64url, 22 characters: knowing it is the right to control the session, or as a viewer's id to watch it. */
export function createSessionId(): string {
  return randomBytes(16).toString('base64url')
}
