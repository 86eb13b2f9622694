import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The wall clock of one process, which may be wrong. Its monotonic clock runs on, as on a machine whose date is set. */
export interface WallClock {
  /** What the process must find in its environment. */
  readonly env: Record<string, string>
  /** Puts it so many seconds before or behind the machine's, within a second. */
  set(aheadS: number): void
  aheadS(): number
  remove(): void
}

/** `faketime`: the path of Debian's program of that name; https://github.com/wolfcw/libfaketime. */
export function createWallClock(faketime: string, startAheadS: number): WallClock {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-clock-'))
  const file = join(folder, 'clock')
  const library = execFileSync(faketime, ['-f', '+0', 'sh', '-c', 'printf %s "$LD_PRELOAD"'], {
    encoding: 'utf8',
  })
  let aheadS = 0

  function set(nextS: number): void {
    aheadS = Math.round(nextS)
    writeFileSync(file, `${aheadS < 0 ? '' : '+'}${aheadS}`)
  }

  set(startAheadS)
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    set,
    aheadS: () => aheadS,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
