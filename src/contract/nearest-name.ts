// Nearest name: the known name a misspelt one was probably meant to be.

/** The known name at most `within` edits away, the nearest first; ties go to the one listed first. */
export function nearestName(given: string, known: Iterable<string>, within = 2): string | undefined {
  let best: string | undefined;
  let most = within;
  for (const name of known) {
    const edits = editsWithin(most, given, name);
    if (edits !== undefined) [best, most] = [name, edits - 1];
  }
  return best;
}

/** Insertions, deletions and replacements that turn one text into the other, in any case of letters; undefined when they are more than `most`. */
export function editsWithin(most: number, given: string, name: string): number | undefined {
  if (Math.abs(given.length - name.length) > most) return undefined;
  const [a, b] = [given.toLowerCase(), name.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line += 1) {
    const above = row;
    row = [line];
    let least = line;
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[line - 1] === b[column - 1] ? 0 : 1);
      const edits = Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    // No later line has fewer.
    if (least > most) return undefined;
  }
  const edits = row[b.length] ?? 0;
  return edits > most ? undefined : edits;
}
