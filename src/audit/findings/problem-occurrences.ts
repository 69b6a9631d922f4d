// Problems of the inputs as occurrences: one for each reason over all inputs, so that it does not matter how records were spread over files.
import type { Occurrence } from '../../model/finding.ts';
import { compareText } from '../../model/place.ts';
import type { InputSummary } from '../settings.ts';
import { addTo } from '../sums.ts';
import type { ReportFacts } from './define-finding.ts';

type Kind = InputSummary['problems'][number]['kind'];

interface First {
  readonly source: string;
  readonly line: number;
  readonly records: number;
}

/** `unit` names what a problem counts, in the plural. Points at the first of them. */
export function* problemOccurrences(
  { generated_from: { inputs } }: ReportFacts,
  wanted: Kind,
  unit: string,
): Iterable<Occurrence> {
  const reasons = new Map<string, First>();
  for (const { path: source, problems } of inputs) {
    for (const { kind, line, reason, records } of problems)
      if (kind === wanted) addTo(reasons, reason, { source, line, records }, together);
  }
  for (const [reason, { source, line, records }] of reasons) {
    yield {
      message: records > 1 ? `${records} ${unit}, the first of them: ${reason}` : reason,
      where: { source, line, offset: 0, format: '' },
      at_stake: 0n,
      records: Math.max(records, 1), // an input that broke off counts as one
      evidence: { reason, records: String(records) },
    };
  }
}

function together(a: First, b: First): First {
  const first = (compareText(a.source, b.source) || a.line - b.line) <= 0 ? a : b;
  return { ...first, records: a.records + b.records };
}
