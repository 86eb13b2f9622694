import type { CDPSession } from 'playwright-core'

/** What is needed of Chromium's trace events: https://chromium.googlesource.com/catapult/+/HEAD/tracing/docs */
interface Mark {
  readonly name: string
  readonly phase: string
  readonly pid: number
  readonly tid: number
  readonly atUs: number
  /** CPU time of what took a while. */
  readonly cpuUs: number
}

/** CPU milliseconds of the page's main thread for each frame that was drawn during `task`, all that led to it included. */
export async function frameWork(system: CDPSession, task: () => Promise<void>): Promise<number[]> {
  const marks: Mark[] = []
  const take = ({ value }: { value: readonly object[] }) => marks.push(...value.map(markOf))
  system.on('Tracing.dataCollected', take)
  const isComplete = new Promise((resolve) => system.once('Tracing.tracingComplete', resolve))
  await system.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  })
  await task()
  await system.send('Tracing.end')
  await isComplete
  system.off('Tracing.dataCollected', take)
  return byFrame(marks)
}

function markOf(event: object): Mark {
  const number = (key: string) => Number(Reflect.get(event, key) ?? 0)
  return {
    name: String(Reflect.get(event, 'name')),
    phase: String(Reflect.get(event, 'ph')),
    pid: number('pid'),
    tid: number('tid'),
    atUs: number('ts'),
    cpuUs: number('tdur'),
  }
}

/** Of the one page that draws: a thread that draws frames is a page's main thread. */
function byFrame(marks: readonly Mark[]): number[] {
  const frames = marks.filter(({ name, phase }) => name === 'AnimationFrame' && phase === 'b')
  const pid = mostFrequent(frames.map((frame) => frame.pid))
  const starts = frames
    .filter((frame) => frame.pid === pid)
    .map(({ atUs }) => atUs)
    .sort((a, b) => a - b)
  const tid = mostFrequent(frames.filter((frame) => frame.pid === pid).map((frame) => frame.tid))
  const tasks = marks
    .filter((mark) => mark.name === 'RunTask' && mark.pid === pid && mark.tid === tid)
    .sort((a, b) => a.atUs - b.atUs)
  const work: number[] = starts.map(() => 0)
  let frame = 0
  for (const { atUs, cpuUs } of tasks) {
    while (frame < starts.length - 1 && atUs >= (starts[frame + 1] ?? Infinity)) frame++
    work[frame] = (work[frame] ?? 0) + cpuUs / 1_000
  }
  return work
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
