/** True where `origin` is an address that every device takes for itself: on another one it leads nowhere. */
export function isThisDevice(origin: string): boolean {
  const { hostname } = new URL(origin)
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    isLoopback(hostname)
  )
}

/** All of 127.0.0.0/8 (RFC 1122, 3.2.1.3). */
function isLoopback(hostname: string): boolean {
  return /^127(\.\d+){3}$/.test(hostname)
}
