// What the table of wrong formulas works on: a rightly priced call, and how to price it in another way.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { promptTokens, tokenClasses, type Usage, type UsageClass, usageClasses } from '../model/usage.ts';
import { type CallKind, rowsOf } from './call-kind.ts';
import type { PriceRow } from './compile-row.ts';
import { nearPrice, type Weighed } from './near-guesses.ts';
import { planQuote, type QuotePlan } from './plan-quote.ts';
import { type LineOptions, priceTotal } from './price-lines.ts';
import { type PriceRequest, type Quote, quoteBy } from './price-usage.ts';

/** A rightly priced call whose log says another figure. */
export interface Case {
  readonly kind: CallKind;
  readonly request: PriceRequest;
  readonly usage: Usage;
  /** What the log says it cost. */
  readonly logged: Usd;
  readonly quote: Extract<Quote, { kind: 'one' }>;
  /** The right price. */
  readonly usd: Usd;
  readonly lines: readonly PriceLine[];
}

export interface Figure {
  readonly usd: Usd;
  readonly detail: string;
}

/** A wrong way to price the calls of a kind, and nearly what it charges. */
export interface Guess extends Weighed {
  /** Nothing where the call has no such price. */
  readonly figures: (given: Case) => readonly Figure[];
}

/** What a mistake makes of the calls of a kind: worked out once for each. */
export type Formula = (kind: CallKind) => readonly Guess[];

/** In words; undefined for a call that the formula says nothing about. */
export type Detail = (given: Case, row: PriceRow) => string | undefined;

export const nothing: readonly never[] = Object.freeze([]);

/** What a mistake makes of the right rates of a call. */
function ofRightRow(weigh: Guess['weigh'], figures: Guess['figures']): Formula {
  return ({ quote: { row } }) => [{ row, weigh, figures }];
}

/** Prices another usage by the same rates. `change` treats every token of a class alike; it may be meant for some calls only. */
export function changed(
  detail: string,
  change: (usage: Usage) => Usage,
  isMeant: (usage: Usage) => boolean = () => true,
): Formula {
  return ofRightRow(
    (row, name) => nearSum(row, change({ [name]: 1 })),
    (given) => (isMeant(given.usage) ? figure(detail, given, change(given.usage), {}) : nothing),
  );
}

function nearSum(row: PriceRow, usage: Usage): number {
  let sum = 0;
  for (const key in usage) {
    const name = key as UsageClass; // the members of a usage
    const count = usage[name] ?? 0;
    if (count !== 0) sum += count * nearPrice(row, name);
  }
  return sum;
}

const tokens: ReadonlySet<UsageClass> = new Set(tokenClasses);

/** So many times the right price, or so many times what its tokens cost: fees are outside service tiers. */
export function scaled(detail: string, what: 'all' | 'tokens', times: bigint, by: bigint): Formula {
  const isScaled = (name: UsageClass): boolean => what === 'all' || tokens.has(name);
  const factor = Number(times) / Number(by);
  return ofRightRow(
    (row, name) => (isScaled(name) ? factor : 1) * nearPrice(row, name),
    ({ lines }) => {
      let [part, rest] = [0n, 0n];
      for (const line of lines) {
        if (isScaled(line.class)) part += line.usd;
        else rest += line.usd;
      }
      return [{ usd: divideHalfEven(part * times, by) + rest, detail }];
    },
  );
}

/** Figures that are no sum over units: exact pricing tells, for every call that counts any of `classes`. */
export function asked(figures: Guess['figures'], classes: readonly UsageClass[] = usageClasses): Formula {
  return ofRightRow((_, name) => (classes.includes(name) ? Number.NaN : Number.POSITIVE_INFINITY), figures);
}

/** Prices the call by another row. */
export function byRow(row: PriceRow, detail: Detail): Guess {
  return {
    row,
    weigh: nearPrice,
    figures: (given) => {
      const said = detail(given, row);
      return said === undefined ? nothing : figure(said, given, given.usage, { row });
    },
  };
}

/** Prices the call by the row that another plan gives for its time. */
export function byPlan(plan: QuotePlan, { quote }: CallKind, detail: Detail): readonly Guess[] {
  const said: Detail = (given, row) => (otherRow(given, plan) === row ? detail(given, row) : undefined);
  return [...new Set(rowsOf(plan))].filter((row) => row !== quote.row).map((row) => byRow(row, said));
}

export interface OtherRequest {
  readonly detail: string;
  readonly by: PriceRequest;
}

/** Prices the call as other requests. */
export function asRequests(
  requestsFor: (kind: CallKind) => readonly OtherRequest[],
  isMeant: (given: Case) => boolean = () => true,
): Formula {
  return (kind) =>
    requestsFor(kind).flatMap(({ detail, by }) =>
      byPlan(planQuote(by, kind.rates), kind, (given) => (isMeant(given) ? detail : undefined)),
    );
}

/** The figure of another usage, another row, or another prompt length; nothing where it has no price. */
export function figure(
  detail: string,
  given: Case,
  usage: Usage,
  {
    row = given.quote.row,
    prompt = given.request.prompts?.most ?? promptTokens(given.usage),
  }: { readonly row?: PriceRow; readonly prompt?: number },
): readonly Figure[] {
  const options: LineOptions = { aggregate: given.request.granularity === 'aggregate', prompt };
  const usd = priceTotal(usage, row, options);
  return usd === undefined ? nothing : [{ usd, detail }];
}

/** The row that another plan gives for the time of the call. */
export function otherRow(given: Case, plan: QuotePlan): PriceRow | undefined {
  const quote = quoteBy(plan, given.request);
  return quote.kind === 'one' && quote.row !== given.quote.row ? quote.row : undefined;
}
