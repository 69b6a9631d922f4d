// Traced use: one billed call in the terms of an invoice: seller, model family, tier, accounts, counts and money by class.
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import { sellerKey } from '../../pricing/sellers.ts';
import { type AuditedCall, ownerGrade } from '../audited.ts';
import { type Accounts, accountsOf, type Counts, countsOf } from './invoice-line.ts';
import { tierOf } from './line-meaning.ts';
import { modelFamily } from './model-family.ts';

/** Why a seller may not bill what the log counted. */
export const freeReasons = ['other-account', 'failed', 'cancelled', 'logged-free'] as const;
export type FreeReason = (typeof freeReasons)[number];

export interface TracedUse {
  readonly audited: AuditedCall;
  readonly seller: string;
  readonly start?: Nanoseconds;
  readonly model?: string;
  readonly family?: string;
  readonly tier: string;
  readonly accounts: Accounts;
  readonly team?: string;
  readonly usd: Usd;
  readonly counts: Counts;
  /** Money by class by the card; undefined when only the sum is known. */
  readonly byClass?: ReadonlyMap<UsageClass, Usd>;
  readonly maybeFree?: Exclude<FreeReason, 'other-account'>;
}

export function tracedUse(audited: AuditedCall, rates: Rates): TracedUse {
  const { call, cost, price } = audited;
  const { metering, sightings, envelope } = call;
  const model = metering.response_model ?? metering.model;
  const { start } = metering;
  const team = ownerGrade(audited) === 'none' ? undefined : envelope.owner_team?.value;
  const maybeFree = freeReason(audited);
  const byClass = classMoney(audited);
  return {
    audited,
    seller: sellerOf(audited, rates),
    tier: tierOf(metering.service_tier ?? (price.kind === 'priced' ? price.source.tier : undefined)),
    accounts: accountsOf((field) => sightings.find((event) => event[field] !== undefined)?.[field]),
    usd: cost.usd,
    counts: countsOf(metering.usage ?? {}),
    ...(start !== undefined && { start }),
    ...(model !== undefined && { model, family: modelFamily(model) }),
    ...(team !== undefined && { team }),
    ...(byClass && { byClass }),
    ...(maybeFree && { maybeFree }),
  };
}

/** Who the card says bills it, else who the log says serves it. */
function sellerOf({ price, call: { metering, sightings } }: AuditedCall, rates: Rates): string {
  if (price.kind === 'priced') return price.source.billed_by ?? price.source.seller;
  const name = metering.provider ?? sightings[0].component;
  return rates.sellerNamed(name) ?? sellerKey(name);
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
