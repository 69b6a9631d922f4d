// One bar split into parts, drawn in characters. A part that is not nothing gets at least one, so nothing disappears by rounding.

/** Cells per part; they add up to `width` (when the parts are more than nothing and fit at one cell each). */
export function splitBar(parts: readonly bigint[], width: number): readonly number[] {
  const sizes = parts.map((part) => (part > 0n ? part : 0n));
  const whole = sizes.reduce((sum, part) => sum + part, 0n);
  if (whole === 0n || width < 1) return parts.map(() => 0);
  const cells = sizes.map((part) => (part === 0n ? 0 : Math.max(1, Number((part * BigInt(width)) / whole))));
  const remainders = sizes.map((part) => (part * BigInt(width)) % whole);
  const byRemainder = cells.map((_, i) => i).sort((a, b) => compare(remainders[b], remainders[a]) || a - b);
  let left = width - cells.reduce((sum, n) => sum + n, 0);
  for (const i of byRemainder) {
    if (left <= 0) break;
    if (sizes[i] === 0n) continue;
    cells[i] = (cells[i] ?? 0) + 1;
    left--;
  }
  for (; left < 0; left++) {
    const largest = cells.indexOf(Math.max(...cells));
    cells[largest] = (cells[largest] ?? 1) - 1;
  }
  return cells;
}

function compare(a = 0n, b = 0n): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
