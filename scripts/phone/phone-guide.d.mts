export declare function phoneGuide(options: {
  url: string
  fingerprint: string | null
  others: string[]
  colours: boolean
}): string
