// Traced use: billed calls alike in the terms of an invoice: seller, model, tier, accounts, hour; their counts and money by class, summed.
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import { sellerKey } from '../../pricing/sellers.ts';
import { type AuditedCall, ownerGrade } from '../audited.ts';
import { type AccountField, type Accounts, accountsOf, type Counts, countsOf } from './invoice-line.ts';
import { tierOf } from './line-meaning.ts';
import { modelFamily } from './model-family.ts';

/** Why a seller may not bill what the log counted. */
export const freeReasons = ['other-account', 'failed', 'cancelled', 'logged-free'] as const;
export type FreeReason = (typeof freeReasons)[number];

export interface TracedUse {
  readonly seller: string;
  /** Of one of its calls; each invoice line that covers one of them covers all. */
  readonly start?: Nanoseconds;
  /** Of the same call. */
  readonly region?: string;
  readonly model?: string;
  readonly family?: string;
  readonly tier: string;
  readonly accounts: Accounts;
  readonly maybeFree?: Exclude<FreeReason, 'other-account'>;
  readonly calls: number;
  readonly unpriced: number;
  readonly usd: Usd;
  readonly counts: Counts;
  /** Money by class by the card; undefined when only the sum is known. */
  readonly byClass?: ReadonlyMap<UsageClass, Usd>;
  /** Undefined: calls without an owner. */
  readonly byTeam: ReadonlyMap<string | undefined, Usd>;
  /** Calls whose log names a cost, by the likely causes of its difference to the card's; undefined: it agrees. */
  readonly logged: ReadonlyMap<string | undefined, LoggedSum>;
}

export interface LoggedSum {
  readonly calls: number;
  readonly said: Usd;
  readonly is: Usd;
  /** The least of them as text. */
  readonly detail: string;
}

/** One call, with those of its accounts that matter. */
export function tracedUse(audited: AuditedCall, seller: string, fields: readonly AccountField[]): TracedUse {
  const { cost, price, call } = audited;
  const { metering, sightings } = call;
  const model = metering.response_model ?? metering.model;
  const { start, region } = metering;
  const maybeFree = freeReason(audited);
  const byClass = classMoney(audited);
  return {
    seller,
    tier: tierOf(metering.service_tier ?? (price.kind === 'priced' ? price.source.tier : undefined)),
    accounts: accountsOf((field) => sightings.find((event) => event[field] !== undefined)?.[field], fields),
    calls: 1,
    unpriced: cost.basis === 'unpriced' ? 1 : 0,
    usd: cost.usd,
    counts: countsOf(metering.usage ?? {}),
    byTeam: new Map([[teamOf(audited), cost.usd]]),
    logged: new Map(loggedSums(audited)),
    ...(start !== undefined && { start }),
    ...(region !== undefined && { region }),
    ...(model !== undefined && { model, family: modelFamily(model) }),
    ...(byClass && { byClass }),
    ...(maybeFree && { maybeFree }),
  };
}

/** Who the card says bills it, else who the log says serves it. */
export function sellerOf({ price, call: { metering, sightings } }: AuditedCall, rates: Rates): string {
  if (price.kind === 'priced') return price.source.billed_by ?? price.source.seller;
  const name = metering.provider ?? sightings[0].component;
  return rates.sellerNamed(name) ?? sellerKey(name);
}

function teamOf(audited: AuditedCall): string | undefined {
  return ownerGrade(audited) === 'none' ? undefined : audited.call.envelope.owner_team?.value;
}

function loggedSums({
  comparison,
  cost,
  call: { metering },
}: AuditedCall): (readonly [string | undefined, LoggedSum])[] {
  if (!comparison) return [];
  const sum = { calls: 1, said: metering.logged_cost_usd ?? 0n, is: cost.usd };
  if (comparison.kind !== 'differs') return [[undefined, { ...sum, detail: '' }]];
  return [[comparison.causes.join(' or '), { ...sum, detail: comparison.detail }]];
}

function classMoney({ cost, price }: AuditedCall): ReadonlyMap<UsageClass, Usd> | undefined {
  if (cost.basis !== 'repriced' || price.kind !== 'priced') return undefined;
  const money = new Map<UsageClass, Usd>();
  for (const line of price.lines) {
    const meter = line.class === 'reasoning' ? 'output' : line.class;
    money.set(meter, (money.get(meter) ?? 0n) + line.usd);
  }
  return money;
}

function freeReason({ call: { metering } }: AuditedCall): TracedUse['maybeFree'] {
  if (metering.status === 'error') return 'failed';
  if (metering.status === 'cancelled') return 'cancelled';
  return metering.logged_cost_usd === 0n ? 'logged-free' : undefined;
}
