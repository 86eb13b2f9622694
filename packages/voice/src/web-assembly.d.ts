/**
 * As much of WebAssembly as is used (https://webassembly.github.io/spec/js-api/): this package is compiled with the types of
 * neither Node nor the DOM, and runs where it is missing. Each module has the functions that its `.wat` exports.
 */
declare const WebAssembly:
  | {
      Module: new (code: Uint8Array) => object
      Instance: new (
        module: object,
        imports?: object,
      ) => {
        exports: {
          memory: { buffer: ArrayBuffer; grow(pages: number): void }
          multiply(...numbers: number[]): void
          quantise(...numbers: number[]): void
          first(...numbers: number[]): void
          later(...numbers: number[]): void
          separate(...numbers: number[]): void
          windowed(...numbers: number[]): number
          mirror(...numbers: number[]): void
          decibels(...numbers: number[]): void
          correlate(...numbers: number[]): void
          project(...numbers: number[]): void
          gate(...numbers: number[]): void
          halve(...numbers: number[]): void
          bands(...numbers: number[]): void
          sums(...numbers: number[]): void
          gather(...numbers: number[]): number
          spread(...numbers: number[]): void
          move(...numbers: number[]): void
          sort(...numbers: number[]): void
        }
      }
    }
  | undefined
