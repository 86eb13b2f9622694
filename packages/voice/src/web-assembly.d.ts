/**
 * As much of WebAssembly as is used (https://webassembly.github.io/spec/js-api/): this package is compiled with the types of
 * neither Node nor the DOM, and runs where it is missing.
 */
declare const WebAssembly:
  | {
      Module: new (code: Uint8Array) => object
      Instance: new (module: object) => {
        exports: {
          memory: { buffer: ArrayBuffer; grow(pages: number): void }
          multiply(...numbers: number[]): void
        }
      }
    }
  | undefined
