// Both modules of the scan kernel, as the build left them in dist/. Tests and benches run at the top of the project.
import { readFileSync } from 'node:fs';
import { createPatternScanner, type PatternScanner } from '../../../src/scan/patterns/pattern-scanner.ts';

const modules = (['simd', 'plain'] as const).map(
  (kind) => [kind, new WebAssembly.Module(readFileSync(`dist/kernel.${kind}.wasm`))] as const,
);

export type Kernel = readonly ['simd' | 'plain', () => PatternScanner];
export const kernels: readonly Kernel[] = modules.map(([kind, module]) => [kind, () => createPatternScanner(module)]);
