// Tokens of a group some of whose calls did not count them: a lower bound, or nothing known at all. Unknown is not zero.
import type { AuditReport } from '../model/report.ts';
import { count, counted } from './figures.ts';

type Group = AuditReport['groups'][string][number];
type Counts = Pick<Group, 'calls' | 'input_tokens' | 'output_tokens' | 'uncounted_calls'>;

/** Several groups as one. */
export function countsOf(items: readonly Counts[]): Counts {
  const sum = (name: keyof Counts): number => items.reduce((total, item) => total + (item[name] ?? 0), 0);
  const counts = { calls: sum('calls'), input_tokens: sum('input_tokens'), output_tokens: sum('output_tokens') };
  const lacking = sum('uncounted_calls');
  return lacking === 0 ? counts : { ...counts, uncounted_calls: lacking };
}

/** Not one token of its calls is known. */
export function isUncounted({
  calls,
  input_tokens: sent,
  output_tokens: got,
  uncounted_calls: lacking,
}: Counts): boolean {
  return lacking === calls && sent + got === 0;
}

/** Sent, and got back. */
export function tokenTexts(item: Counts): readonly [string, string] {
  if (isUncounted(item)) return ['-', '-'];
  const more = item.uncounted_calls === undefined ? '' : '+';
  return [`${count(item.input_tokens)}${more}`, `${count(item.output_tokens)}${more}`];
}

/** What the signs mean, where there are any. */
export function tokenNote({ uncounted_calls: lacking }: Counts): string | undefined {
  return lacking === undefined
    ? undefined
    : `The tokens of ${counted(lacking, 'call')} are not known: + stands behind sums that lack them, - where none is known.`;
}
