import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Tests that run the real process or its worker threads need them built. */
export function setup(): void {
  execFileSync(process.execPath, ['build.mjs'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: 'inherit',
  })
}
