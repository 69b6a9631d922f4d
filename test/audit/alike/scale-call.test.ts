// The sums of one call that stands for many are those of the many, each judged; but for lists of examples.
import { expect, it } from 'vitest';
import { oneCallOf } from '../../../src/audit/alike/one-call.ts';
import { scaleCall } from '../../../src/audit/alike/scale-call.ts';
import { scaleTraces, tracesOfOne } from '../../../src/audit/alike/scale-traces.ts';
import { mergeAll } from '../../../src/audit/merge-all.ts';
import { mergeTallies } from '../../../src/audit/merge-tallies.ts';
import type { Tally } from '../../../src/audit/tally.ts';
import { tallyTrace } from '../../../src/audit/tally-trace.ts';
import type { Event } from '../../../src/model/event.ts';
import { parseUsd } from '../../../src/model/money.ts';
import type { UsageClass } from '../../../src/model/usage.ts';
import { at } from '../../trace/make-event.ts';
import { auditEvents, ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

const times = 7;
const groupBy = ['model', 'owner_team', 'part', 'week'];

const withoutExamples = ({ mismatches: _, unattributed_calls: __, findings, causes, ...rest }: Tally): unknown => ({
  ...rest,
  from: undefined,
  to: undefined,
  all_times: undefined,
  findings: new Map(Array.from(findings, ([code, { count, usd }]) => [code, { count, usd }])),
  causes: new Map(Array.from(causes, ([cause, { calls, usd }]) => [cause, { calls, usd }])),
});

const kinds: Readonly<Record<string, Partial<Event>>> = {
  proven: {},
  'recoverable: no workflow': { workflow_id: undefined } as unknown as Partial<Event>, // as if it had never been said
  'unattributed: no owner': { owner_team: undefined } as unknown as Partial<Event>, // likewise
  'of a cost that agrees': { logged_cost_usd: parseUsd('0.000768') ?? 0n },
  'of a cost that is too high': { logged_cost_usd: parseUsd('0.01') ?? 0n },
  'of a cost that is too low': { logged_cost_usd: parseUsd('0.0005') ?? 0n },
};

it.each(Object.keys(kinds))('%s', (name) => {
  const events = Array.from({ length: times }, (_, index) =>
    ownedCall({
      hop: 'gateway',
      start: at(index),
      ...kinds[name],
      trace_id: `trace-${index}`,
      request_id: `r-${index}`,
    }),
  );
  const [first] = events;
  const one = first && oneCallOf([first], sampleSettings, groupBy);
  if (!one) throw new Error('it stands for none');
  const many = mergeAll(auditEvents(events).map((audited) => tallyTrace(audited, groupBy)));
  const usd = one.one.cost.usd * BigInt(times);
  const all = {
    calls: times,
    usd,
    logged: (first.logged_cost_usd ?? 0n) * BigInt(times),
    counts: new Map<UsageClass, bigint>([
      ['input', 1200n * BigInt(times)],
      ['output', 180n * BigInt(times)],
    ]),
  };
  const begin = at(0) - (at(0) % 86_400_000_000_000n);
  const scaled = mergeTallies(scaleCall(one, all, new Map([[begin, all]])), scaleTraces(tracesOfOne(one, all)));
  expect(withoutExamples(scaled)).toEqual(withoutExamples(many));
});
