// Glob: a text in which `*` stands for any characters. Matched part by part in linear time, whatever the value.

export interface Glob {
  readonly test: (value: string) => boolean;
  /** No `*`: one value only. */
  readonly exact: boolean;
  /** Characters that are not `*`: the more, the more specific. */
  readonly literal: number;
}

export function compileGlob(text: string): Glob {
  const [head = '', ...rest] = text.split('*');
  const tail = rest.pop();
  if (tail === undefined) return { test: (value) => value === text, exact: true, literal: text.length };
  const inner = rest.filter((part) => part !== '');
  const literal = [head, ...inner, tail].reduce((sum, part) => sum + part.length, 0);
  return { test: (value) => fits(value, head, inner, tail), exact: false, literal };
}

function fits(value: string, head: string, inner: readonly string[], tail: string): boolean {
  if (!value.startsWith(head) || !value.endsWith(tail)) return false;
  let at = head.length;
  for (const part of inner) {
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= value.length - tail.length;
}
