// As much of WebAssembly as is used: Node's types name it only, and the browser's are not wanted here.
declare namespace WebAssembly {
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  const Instance: new (module: Module) => { readonly exports: object };
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Global {
    readonly value: number;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
