// Spend that nobody can be charged: why, where, when, and whose job it is. Never spread over teams.
import { usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { unattributedCauses } from '../audited.ts';
import type { AuditSettings } from '../settings.ts';
import type { Tally } from '../tally.ts';
import { exampleWire, money, ranked, table } from './wire.ts';

export function unattributed(tally: Tally, { bucket }: AuditSettings): AuditReport['unattributed'] {
  const list = (name: 'unattributed component' | 'unattributed model'): { key: string; usd: string; calls: number }[] =>
    ranked(table(tally, name)).map(([key, sum]) => ({ key, ...money(sum) }));
  return {
    by_cause: ranked(tally.causes).map(([cause, sum]) => ({
      cause,
      title: unattributedCauses[cause],
      ...money(sum),
      example: exampleWire(sum.example),
    })),
    by_component: list('unattributed component'),
    by_model: list('unattributed model'),
    by_day: [...table(tally, 'day unattributed')]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, sum]) => ({ key, ...money(sum) })),
    bucket: { ...bucket },
    top_calls: tally.unattributed_calls.map((call) => ({
      ...exampleWire(call),
      key: call.key,
      component: call.component,
      model: call.model ?? null,
      cause: call.cause,
      usd: usdToDecimal(call.usd),
    })),
  };
}
