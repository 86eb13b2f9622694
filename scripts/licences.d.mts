export interface PackageLicence {
  readonly licence: string
  /** One of our own packages asks for it. */
  readonly isAsked: boolean
}
export declare const licencesFile: string
export declare const allowedLicences: readonly string[]
export declare function readLicences(folders?: readonly string[]): Map<string, PackageLicence>
export declare function licencesPage(licences: ReadonlyMap<string, PackageLicence>): string
