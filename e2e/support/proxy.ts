/** A request that the proxy passed on, as its own log says. */
export interface Passed {
  /** The node that it went to, as host:port. */
  node: string
  method: string
  /** Path without ids. */
  path: string
}

/** A real proxy with HTTPS in front of nodes, with the settings of `deploy/`; ends with the test. */
export interface RunningProxy {
  url: string
  /** Everything it has logged so far. */
  log(): string
  /** The requests it has passed on so far, those included that failed there. nginx tells of one once it is over. */
  passed(): Passed[]
}
