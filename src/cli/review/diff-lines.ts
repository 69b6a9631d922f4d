// The difference of two short texts as lines with ` `, `+` or `-` before them, and a little of what stands around.
const around = 2;
/** Beyond this many comparisons a change is shown as a whole: old lines, then new ones. */
const mostCompared = 4_000_000;

interface Line {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

export function diffLines(before: string, after: string): readonly string[] {
  const lines = compareLines(before, after, (line) => line);
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' '),
  );
  const first = near.indexOf(true);
  const last = near.lastIndexOf(true);
  return lines.flatMap(({ sign, text }, at) => {
    if (near[at]) return [sign + text];
    // One line stands for a stretch that is left out between two changes.
    return at > first && at < last && near[at - 1] ? [' ...'] : [];
  });
}

/** `after`, with lines as `before` spells them wherever only white space differs. */
export function keepSpelling(before: string, after: string): string {
  const lines = compareLines(before, after, (line) => line.replace(/\s+/g, ''));
  return lines.flatMap(({ sign, text }) => (sign === '-' ? [] : [`${text}\n`])).join('');
}

/** Lines with the same key are the same; then the old one stands for both. */
function compareLines(before: string, after: string, keyOf: (line: string) => string): readonly Line[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && keyOf(a) === keyOf(b);
  let start = 0;
  while (same(old[start], fresh[start])) start += 1;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && same(old.at(-1 - end), fresh.at(-1 - end))) end += 1;
  const middle = changed(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), same);
  return [...old.slice(0, start).map(kept), ...middle, ...old.slice(old.length - end).map(kept)];
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const kept = (text: string): Line => ({ sign: ' ', text });
const gone = (text: string): Line => ({ sign: '-', text });
const added = (text: string): Line => ({ sign: '+', text });

function changed(
  old: readonly string[],
  fresh: readonly string[],
  same: (a: string | undefined, b: string | undefined) => boolean,
): readonly Line[] {
  if (old.length * fresh.length > mostCompared) return [...old.map(gone), ...fresh.map(added)];
  // Longest common subsequence, from the end.
  const width = fresh.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = fresh.length - 1; column >= 0; column--) {
      longest[row * width + column] = same(old[row], fresh[column])
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    const [here, there] = [old[row], fresh[column]];
    if (here !== undefined && same(here, there)) {
      lines.push(kept(here));
      row += 1;
      column += 1;
    } else if (here !== undefined && (there === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(gone(here));
      row += 1;
    } else if (there !== undefined) {
      lines.push(added(there));
      column += 1;
    }
  }
  return lines;
}
