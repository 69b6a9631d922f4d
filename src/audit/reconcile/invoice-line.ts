// Invoice line: one sum that a seller reports, of tokens, of money or of both, over a time and a set of dimensions. See Decisions.
import type { Event, Nanoseconds, Place } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import { type UsageClass, usageClasses } from '../../model/usage.ts';
import { sellerKey } from '../../pricing/sellers.ts';
import { type Millionths, millionths } from '../sums.ts';
import { type ApartKind, apartKind, classInWords, tierOf } from './line-meaning.ts';
import { modelFamily } from './model-family.ts';

/** Who used it at the seller, as both an invoice and a call may name it. */
export const accountFields = ['account_id', 'project_id', 'workspace_id', 'api_key_id', 'principal'] as const;
export type AccountField = (typeof accountFields)[number];
export type Accounts = { readonly [K in AccountField]?: string };

/** Counts by class; reasoning is output, as invoices have it. */
export type Counts = ReadonlyMap<UsageClass, Millionths>;

export interface InvoiceLine {
  readonly seller: string;
  readonly start?: Nanoseconds;
  /** Exclusive. */
  readonly end?: Nanoseconds;
  readonly model?: string;
  readonly family?: string;
  /** Undefined: the row does not say. */
  readonly tier?: string;
  readonly accounts: Accounts;
  readonly counts: Counts;
  /** The class its money is for; undefined when it is for several or the line does not say. */
  readonly meter?: UsageClass;
  readonly usd?: Usd;
  readonly apart?: ApartKind;
  readonly owner_team?: string;
  readonly place: Place;
}

export function readLine(event: Event): InvoiceLine {
  const counts = countsOf(event.usage ?? {});
  const [only, ...more] = [...counts.keys()];
  const meter = only === undefined ? classInWords(event) : more.length === 0 ? only : undefined;
  const { model = event.response_model, start, end, logged_cost_usd: usd } = event;
  const seller = sellerKey(event.provider ?? event.component);
  const tier = event.service_tier === undefined ? undefined : tierOf(event.service_tier);
  const apart =
    seller === 'anthropic' && tier === 'priority' && usd === undefined ? 'priority' : apartKind(event, meter);
  return {
    seller,
    accounts: accountsOf((field) => event[field]),
    counts,
    place: event.place,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(model !== undefined && { model, family: modelFamily(model) }),
    ...(tier !== undefined && { tier }),
    ...(meter !== undefined && { meter }),
    ...(usd !== undefined && { usd }),
    ...(apart !== undefined && { apart }),
    ...(event.owner_team !== undefined && { owner_team: event.owner_team }),
  };
}

export function accountsOf(
  named: (field: AccountField) => string | undefined,
  fields: readonly AccountField[] = accountFields,
): Accounts {
  const known = fields.flatMap((field): [AccountField, string][] => {
    const value = named(field);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(known);
}

export function countsOf(usage: Event['usage'] & object): Counts {
  const counts = new Map<UsageClass, Millionths>();
  for (const name of usageClasses) {
    const count = usage[name];
    // How many requests a row sums is no meter of its own.
    if (!count || name === 'requests') continue;
    const meter = name === 'reasoning' ? 'output' : name;
    counts.set(meter, (counts.get(meter) ?? 0n) + millionths(count));
  }
  return counts;
}

/** The same rows in another file are the same rows; as often as they stand in the file that has them most often. */
export function withoutRepeats(lines: readonly InvoiceLine[]): {
  readonly lines: readonly InvoiceLine[];
  readonly repeated: readonly InvoiceLine[];
} {
  const kept: InvoiceLine[] = [];
  const repeated: InvoiceLine[] = [];
  const seen = new Map<string, Map<string, InvoiceLine[]>>();
  for (const line of lines) {
    const key = contentKey(line);
    const sources = seen.get(key) ?? new Map<string, InvoiceLine[]>();
    if (sources.size === 0) seen.set(key, sources);
    const group = sources.get(line.place.source) ?? [];
    if (group.length === 0) sources.set(line.place.source, group);
    group.push(line);
  }
  for (const sources of seen.values()) {
    const most = [...sources.values()].reduce((a, b) => (longerOrFirst(b, a) ? b : a));
    for (const group of sources.values()) for (const line of group) (group === most ? kept : repeated).push(line);
  }
  return { lines: kept, repeated };
}

function longerOrFirst(a: readonly InvoiceLine[], b: readonly InvoiceLine[]): boolean {
  return a.length > b.length || (a.length === b.length && (a[0]?.place.source ?? '') < (b[0]?.place.source ?? ''));
}

function contentKey({ place, counts, accounts, ...rest }: InvoiceLine): string {
  const text = (value: unknown): string => (typeof value === 'bigint' ? value.toString() : String(value));
  const flat = [
    place.format,
    ...Object.entries(rest).map(([name, value]) => `${name}=${text(value)}`),
    ...Object.entries(accounts).map(([name, value]) => `${name}=${value}`),
    ...[...counts].map(([name, value]) => `${name}=${value}`),
  ];
  return JSON.stringify(flat);
}
