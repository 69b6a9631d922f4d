// The kernel as a module. Compiled when first asked for: a short run never needs it. Whoever may read files hands in the bytes.

export type KernelFile = 'kernel.simd.wasm' | 'kernel.plain.wasm';

export function loadKernel(read: (file: KernelFile) => Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const simd = read('kernel.simd.wasm');
  return new WebAssembly.Module(WebAssembly.validate(simd) ? simd : read('kernel.plain.wasm'));
}
