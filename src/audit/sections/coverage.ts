// How much of the spend has a proven owner: in three parts, by field, by grade and by day.
import { percentOf, restOfPercent, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { grades } from '../../model/trace.ts';
import { type AttributionPart, attributions } from '../audited.ts';
import { envelopeFields } from '../candidate.ts';
import type { AuditSettings } from '../settings.ts';
import { addSums, noSum, type Sum } from '../sums.ts';
import type { Tally } from '../tally.ts';
import { money, sumAt, table } from './wire.ts';

type Coverage = AuditReport['coverage'];

/** Shares are of the spend, or of the calls when nothing could be priced. */
export interface Measure {
  readonly total: Sum;
  readonly basis: Coverage['basis'];
  readonly share: (sum: Sum) => number | undefined;
}

export function measureOf(tally: Tally): Measure {
  const total = [...table(tally, 'part').values()].reduce(addSums, noSum);
  return total.usd > 0n
    ? { total, basis: 'spend', share: ({ usd }) => percentOf(usd, total.usd) }
    : { total, basis: 'calls', share: ({ calls }) => callsShare(calls, total) };
}

const callsShare = (calls: number, total: Sum): number | undefined => percentOf(BigInt(calls), BigInt(total.calls));

export function coverage(tally: Tally, { total, basis, share }: Measure, settings: AuditSettings): Coverage {
  const part = (name: AttributionPart): Coverage['proven'] => {
    const sum = sumAt(tally, 'part', name);
    return { ...money(sum), pct: share(sum) ?? null, calls_pct: callsShare(sum.calls, total) ?? null };
  };
  const proven = part('proven');
  return {
    score: proven.pct,
    basis,
    target: restOfPercent(settings.target_pct),
    proven,
    recoverable: part('recoverable'),
    unattributed: part('unattributed'),
    fields: fieldShares(tally, total, settings),
    grades: Object.fromEntries(
      grades.map((grade) => [grade, money(sumAt(tally, 'grade', grade))]),
    ) as Coverage['grades'], // every grade is there
    by_day: byDay(tally),
  };
}

const always = new Set<string>(['trace_id', 'owner_team', 'workflow_id', 'feature']);

/** The envelope fields that the contract names, and those every audit asks for. */
function fieldShares(
  tally: Tally,
  total: Sum,
  { contract: { required, recommended } }: AuditSettings,
): Coverage['fields'] {
  const named = new Set([...always, ...required, ...recommended]);
  return Object.fromEntries(
    envelopeFields
      .filter((field) => named.has(field))
      .map((field) => {
        const sum = sumAt(tally, 'field', field);
        const shares = {
          spend_pct: percentOf(sum.usd, total.usd) ?? null,
          calls_pct: callsShare(sum.calls, total) ?? null,
        };
        return [field, { ...shares, ...money(sum) }];
      }),
  );
}

function byDay(tally: Tally): Coverage['by_day'] {
  const days = new Set(attributions.flatMap((part) => [...table(tally, `day ${part}`).keys()]));
  return [...days].sort(compareText).map((day) => {
    const at = (part: AttributionPart): Sum => sumAt(tally, `day ${part}`, day);
    const total = attributions.map(at).reduce(addSums, noSum);
    const proven = at('proven');
    return {
      day,
      ...money(total),
      proven_usd: usdToDecimal(proven.usd),
      recoverable_usd: usdToDecimal(at('recoverable').usd),
      unattributed_usd: usdToDecimal(at('unattributed').usd),
      score: percentOf(proven.usd, total.usd) ?? callsShare(proven.calls, total) ?? null,
    };
  });
}
