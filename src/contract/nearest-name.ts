// Nearest name: the known name a misspelt one was probably meant to be.

/** The known name at most `within` edits away, the nearest first; ties go to the one listed first. */
export function nearestName(given: string, known: Iterable<string>, within = 2): string | undefined {
  let best: string | undefined;
  let bestEdits = within + 1;
  for (const name of known) {
    if (Math.abs(name.length - given.length) >= bestEdits) continue;
    const edits = countEdits(given.toLowerCase(), name.toLowerCase());
    if (edits < bestEdits) [best, bestEdits] = [name, edits];
  }
  return best;
}

/** Insertions, deletions and replacements that turn one text into the other. */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line += 1) {
    const above = row;
    row = [line];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[line - 1] === b[column - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}
