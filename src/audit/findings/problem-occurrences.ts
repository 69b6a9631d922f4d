// Problems of the inputs as occurrences: one for each reason, standing for as many records as have it.
import type { Occurrence } from '../../model/finding.ts';
import type { InputSummary } from '../settings.ts';
import type { ReportFacts } from './define-finding.ts';

type Kind = InputSummary['problems'][number]['kind'];

/** `unit` names what a problem counts, in the plural. */
export function* problemOccurrences(
  { generated_from: { inputs } }: ReportFacts,
  wanted: Kind,
  unit: string,
): Iterable<Occurrence> {
  for (const { path, problems } of inputs) {
    for (const { kind, line, reason, records } of problems) {
      if (kind !== wanted) continue;
      yield {
        message: records > 1 ? `${records} ${unit}, the first of them: ${reason}` : reason,
        where: { source: path, line, offset: 0, format: '' },
        at_stake: 0n,
        ...(records > 0 ? { records } : {}),
        evidence: { reason, records: String(records) },
      };
    }
  }
}
