// Every call as a flat row, ordered by time and then by name, whatever order the logs came in.
import type { CallRow } from '../model/call-row.ts';
import { ownershipFields } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import { usageClasses } from '../model/usage.ts';
import { timeKey } from '../trace/event-order.ts';
import { type AuditedCall, ownerGrade, type TraceInShares } from './audited.ts';
import { groupKey } from './group-keys.ts';
import type { AuditSettings } from './settings.ts';
import { isoTime } from './time-text.ts';

export interface KeyedRow {
  /** Rows are in the order of their keys. */
  readonly key: string;
  readonly row: CallRow;
}

/** Of all its calls that were asked for. */
export function* callRows(trace: TraceInShares, { select }: AuditSettings): Iterable<KeyedRow> {
  for (const { calls, free_calls: free } of trace.shares())
    for (const some of [calls, free]) for (const one of some) if (select?.(one) !== false) yield keyedRowOf(one);
}

function keyedRowOf(one: AuditedCall): KeyedRow {
  const row = rowOf(one);
  const { start } = one.call.metering;
  return { key: [timeKey(start), row.call, row.source, String(row.line).padStart(12, '0')].join('\n'), row };
}

function rowOf(one: AuditedCall): CallRow {
  const { call, part, cause, cost, billed } = one;
  const { usage = {}, start, logged_cost_usd: logged } = call.metering;
  const text = (name: string): string | null => groupKey(one, name) ?? null;
  const place = call.sightings[0].place;
  return {
    call: call.key,
    start: start === undefined ? null : isoTime(start),
    trace_id: text('trace_id'),
    billed,
    part,
    owner_grade: ownerGrade(one),
    cause: cause ?? null,
    // The casts hold because every name of the list is given.
    ...(Object.fromEntries(ownershipFields.map((field) => [field, text(field)])) as Pick<
      CallRow,
      (typeof ownershipFields)[number]
    >),
    provider: text('provider'),
    model: text('model'),
    requested_model: text('requested_model'),
    operation: text('operation'),
    service_tier: text('service_tier'),
    requested_tier: text('requested_tier'),
    region: text('region'),
    status: text('status'),
    virtual_key: text('virtual_key'),
    api_key_id: text('api_key_id'),
    basis: cost.basis,
    usd: cost.basis === 'unpriced' ? null : usdToDecimal(cost.usd),
    logged_usd: logged === undefined ? null : usdToDecimal(logged),
    price_source: text('price_source'),
    ...(Object.fromEntries(usageClasses.map((name) => [name, usage[name] ?? null])) as Pick<
      CallRow,
      (typeof usageClasses)[number]
    >),
    logs: call.sightings.length,
    component: call.sightings[0].component,
    format: place.format,
    source: place.source,
    line: place.line,
  };
}
