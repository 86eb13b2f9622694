export function introduced(): void
