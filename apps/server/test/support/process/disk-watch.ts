import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'

const lookEveryMs = 20
/** Of `open(2)`: read only is 0. */
const accessMode = 0o3

export interface DiskWatch {
  /** Files that the process had open for writing at any look. */
  readonly files: ReadonlySet<string>
  /** Bytes that it has caused to be written to a disk since it was watched. */
  stop(): { writtenBytes: number }
}

/** Watches, as Linux tells it, what the process `pid` does to files: https://man7.org/linux/man-pages/man5/proc.5.html. */
export function watchDisk(pid: number): DiskWatch {
  const files = new Set<string>()
  const atFirst = writtenBytes(pid)
  const look = () => openForWriting(pid).forEach((file) => files.add(file))
  const timer = setInterval(look, lookEveryMs)
  return {
    files,
    stop() {
      look()
      clearInterval(timer)
      return { writtenBytes: writtenBytes(pid) - atFirst }
    },
  }
}

function writtenBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])
}

function openForWriting(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1]
      const isWritable = (parseInt(flags ?? '', 8) & accessMode) !== 0
      const isFile = statSync(`/proc/${pid}/fd/${fd}`).isFile()
      return isWritable && isFile ? [readlinkSync(`/proc/${pid}/fd/${fd}`)] : []
    } catch {
      // It was closed between two of these.
      return []
    }
  })
}
