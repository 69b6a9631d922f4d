// What a call costs, as a whole number in SQL: enough to rank calls, and to tell which logged costs agree with their price. Figures of the
// report are never taken from it. Whole at 10^-12 dollars and far from overflow, or there is none and the traces come back.
import { mostCounted } from '../audit/alike/says-more.ts';
import { auditTraces } from '../audit/audit-traces.ts';
import type { AuditSettings } from '../audit/settings.ts';
import type { Event } from '../model/event.ts';
import { picoUsd } from '../model/money.ts';
import type { UsageClass } from '../model/usage.ts';
import { noise, roundings } from '../pricing/compare-cost.ts';
import { linearPrice } from '../pricing/linear-price.ts';
import { listOf, loggedLists } from './shape-sql.ts';

/** One call of a shape: places are those of its events, from 1 as SQL counts them. */
export interface Term {
  readonly usage_at: number;
  readonly logged_at: number | undefined;
  /** 10^-12 dollars. */
  readonly each: ReadonlyMap<UsageClass, bigint>;
  readonly fixed: bigint;
  /** The call lacks what is recommended, and is reported on. */
  readonly lacking: boolean;
}

/** With counts of at most `mostCounted` no sum reaches 2^64. */
const dearest = 2n ** 63n / BigInt(mostCounted);

/** Of all calls in one trace, its events in shape order. Undefined when some call has none. */
export function termsOf(events: readonly Event[], settings: AuditSettings): readonly Term[] | undefined {
  const [audited, ...others] = [...auditTraces(events, settings)];
  if (!audited || others.length > 0) return undefined;
  const places = new Map(events.map((event, index) => [event, index + 1]));
  const terms: Term[] = [];
  const { select } = settings;
  for (const one of audited.calls) {
    const { call, contract } = one;
    const { usage_from: usage, logged_from: logged } = call.metering;
    const price = linearPrice(call.metering, settings.rates);
    const [usageAt, loggedAt] = [usage && places.get(usage), logged && places.get(logged)];
    if (usageAt === undefined || price === undefined || (logged !== undefined && loggedAt === undefined))
      return undefined;
    const rates = [...price.each.values(), price.fixed];
    if (rates.some((usd) => usd % picoUsd !== 0n || usd < 0n)) return undefined;
    if (rates.reduce((sum, usd) => sum + usd / picoUsd, 0n) > dearest) return undefined;
    terms.push({
      usage_at: usageAt,
      logged_at: loggedAt,
      each: new Map([...price.each].map(([name, usd]) => [name, usd / picoUsd])),
      fixed: price.fixed / picoUsd,
      lacking: contract.not_recommended.length > 0 && (select === undefined || select(one)),
    });
  }
  return terms;
}

/** 10^-12 dollars; the dearest of the calls that lack something. */
export const stakeSql = (terms: readonly Term[]): string =>
  `arrayReduce('max', [${terms
    .filter(({ lacking }) => lacking)
    .map(priceSql)
    .join(', ')}])`;

function priceSql({ usage_at: at, each, fixed }: Term): string {
  const parts = [...each].map(([name, one]) => `${listOf(name)}[${at}] * ${one}`);
  return ['toUInt64(0)', ...parts, String(fixed)].join(' + ');
}

/**
 * True for traces whose logged costs agree for certain, by the rule of compare-cost.ts: but for noise, or rounded half up or up. A few
 * that agree in another way come back, and are found to agree.
 */
export function agreesSql(terms: readonly Term[]): string {
  return terms.map(loggedAgreesSql).join(' AND ');
}

function loggedAgreesSql(term: Term): string {
  if (term.logged_at === undefined) return '1';
  const price = `(${priceSql(term)})`;
  const [whole, rest] = [loggedLists.logged_pico, loggedLists.logged_rest].map((list) => `${list}[${term.logged_at}]`);
  const near = noise / picoUsd;
  const isNear = `(${whole} + ${near} >= ${price} AND ${price} + ${near - 1n} >= ${whole})`;
  const isRounded = roundings.map(({ step }) => {
    const pico = step / picoUsd;
    const steps = `intDiv(${whole}, ${pico})`;
    return `(${whole} % ${pico} = 0 AND (${steps} = intDiv(${price} + ${pico / 2n}, ${pico}) OR ${steps} = intDiv(${price} + ${pico - 1n}, ${pico})))`;
  });
  return `(${isNear} OR (${rest} = 0 AND (${isRounded.join(' OR ')})))`;
}

/** One expression for many shapes; those that are not listed get `otherwise`. */
export function byShapeSql(
  shapes: readonly { readonly shape: string; readonly sql: string }[],
  otherwise: string,
): string {
  const bySql = new Map<string, string[]>();
  for (const { shape, sql } of shapes) {
    const known = bySql.get(sql);
    if (known) known.push(shape);
    else bySql.set(sql, [shape]);
  }
  if (bySql.size === 0) return otherwise;
  const branches = [...bySql].map(([sql, list]) => `${inShapes(list)}, ${sql}`);
  return `multiIf(${branches.join(', ')}, ${otherwise})`;
}

export const inShapes = (shapes: readonly string[]): string => `shape IN (${shapes.join(', ')})`;
