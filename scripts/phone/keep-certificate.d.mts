export interface KeptCertificate {
  certFile: string
  keyFile: string
  fingerprint: string
}

export declare function keepCertificate(options: {
  folder: string
  host: string
  nowMs: number
}): Promise<KeptCertificate>
