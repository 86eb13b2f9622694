/** The machine's monotonic clock (CLOCK_MONOTONIC), ms: the same one in all of its processes. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
