export declare function makeCertificate(
  names: string[],
  nowMs: number,
): Promise<{ cert: string; key: string }>
