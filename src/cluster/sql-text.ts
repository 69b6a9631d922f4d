// Names and values in SQL. Nothing reaches a statement by another way.

/** Dots separate a database from a table. */
export function quotedName(name: string): string {
  return name
    .split('.')
    .map((part) => `\`${part.replace(/[\\`]/g, '\\$&')}\``)
    .join('.');
}

export function quotedText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}
