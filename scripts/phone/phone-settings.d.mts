export interface PhoneSettings {
  added: Record<string, string>
  shownHost: string
  others: string[]
  fingerprint: string | null
}

export declare function phoneSettings(options: {
  env: Record<string, string | undefined>
  addresses: string[]
  folder: string
  nowMs: number
}): Promise<PhoneSettings>
