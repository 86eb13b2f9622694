export function buildNaive(outDir: string, base: string): Promise<void>
