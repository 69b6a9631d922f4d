// A YAML document back to text, in the spelling of the text it came from: a change of one rule is a change of its lines only.
import { type Document, parse } from 'yaml';
import { keepSpelling } from './diff-lines.ts';

export function yamlText(document: Document, before: string): string {
  const indentSeq = !/^[\w-]+:[^\n]*\n- /m.test(before);
  const after = document.toString({ lineWidth: 0, indentSeq });
  const spelt = keepSpelling(before, after);
  return means(spelt) === JSON.stringify(document.toJS()) ? spelt : after;
}

function means(text: string): string | undefined {
  try {
    return JSON.stringify(parse(text));
  } catch {
    return undefined;
  }
}
