// The difference of two short texts as lines with ` `, `+` or `-` before them, and a little of what stands around.
const around = 2;
/** Beyond this many comparisons a change is shown as a whole: old lines, then new ones. */
const mostCompared = 4_000_000;

export function diffLines(before: string, after: string): readonly string[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const middle = changed(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const lead = old.slice(Math.max(0, start - around), start);
  const tail = end === 0 ? [] : old.slice(old.length - end).slice(0, around);
  return middle.length === 0 ? [] : [...lead.map(same), ...shortened(middle), ...tail.map(same)];
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const same = (line: string): string => ` ${line}`;

function changed(old: readonly string[], fresh: readonly string[]): readonly string[] {
  if (old.length * fresh.length > mostCompared)
    return [...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)];
  // Longest common subsequence, from the end.
  const width = fresh.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = fresh.length - 1; column >= 0; column--) {
      longest[row * width + column] =
        old[row] === fresh[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: string[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    if (row < old.length && column < fresh.length && old[row] === fresh[column]) {
      lines.push(same(old[row] ?? ''));
      row += 1;
      column += 1;
    } else if (row < old.length && (column === fresh.length || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(`-${old[row++]}`);
    } else {
      lines.push(`+${fresh[column++]}`);
    }
  }
  return lines;
}

/** Long stretches without a change are left out. */
function shortened(lines: readonly string[]): readonly string[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some((line) => !line.startsWith(' ')),
  );
  return lines.flatMap((line, index) => {
    if (near[index]) return [line];
    return index === 0 || near[index - 1] ? [' ...'] : [];
  });
}
