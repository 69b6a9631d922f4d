// The kernel from TypeScript: its calls, and the lines and rows behind its tables. Memory only grows; views are made after the call
// that may have moved it.
import { characterBits } from './characters.ts';

/** What the module exports, see kernel/kernel.ts; its globals are read after each call. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly bitsAt: WebAssembly.Global;
  readonly linesAt: WebAssembly.Global;
  readonly margin: WebAssembly.Global;
  readonly filled: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly full: WebAssembly.Global;
  readonly closed: WebAssembly.Global;
  scan(at: number, end: number, shift: number, out: number, outEnd: number): number;
  learn(line: number, length: number, holes: number, count: number): number;
  names(): number;
  nameAt(number: number): number;
  nameLength(number: number): number;
}

export interface KernelMemory {
  readonly kernel: Exports;
  /** Places in memory; rows stand behind the lines, up to `end`. */
  readonly lines: number;
  rows: number;
  end: number;
}

const page = 65536;
const firstLines = 1 << 18;
const firstRows = 1 << 18;

export function openKernel(module: WebAssembly.Module): KernelMemory {
  // Cast: what the module exports is written in kernel/kernel.ts, and the build compiles exactly that.
  const kernel = new WebAssembly.Instance(module).exports as unknown as Exports;
  const lines: number = kernel.linesAt.value;
  const memory: KernelMemory = { kernel, lines, rows: lines + firstLines, end: 0 };
  reach(memory, memory.rows + firstRows);
  new Int32Array(kernel.memory.buffer, kernel.bitsAt.value).set(characterBits);
  return memory;
}

/** Makes room for lines of so many bytes, and takes along the rows that were written. */
export function roomForLines(memory: KernelMemory, bytes: number, written: number): void {
  const margin: number = memory.kernel.margin.value;
  const needed = memory.lines + bytes + margin;
  if (needed <= memory.rows) return;
  const rows = memory.lines + roundUp(Math.max(bytes + margin, 2 * (memory.rows - memory.lines)));
  reach(memory, rows + (memory.end - memory.rows));
  new Uint8Array(memory.kernel.memory.buffer).copyWithin(rows, memory.rows, memory.rows + written);
  memory.rows = rows;
}

export function roomForRows(memory: KernelMemory): void {
  reach(memory, memory.rows + 2 * (memory.end - memory.rows));
}

function reach(memory: KernelMemory, end: number): void {
  const { buffer } = memory.kernel.memory;
  if (end > buffer.byteLength) memory.kernel.memory.grow(roundUp(end - buffer.byteLength) / page);
  memory.end = end;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / page) * page;
}
