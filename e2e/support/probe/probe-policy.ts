/** Runs in the page before its own code: whatever its policy keeps the page from becomes an error that nobody caught. */
export function probePolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    throw new Error(`The policy keeps the page from ${effectiveDirective} ${blockedURI} ${sample}`)
  })
}
