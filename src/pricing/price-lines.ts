// The arithmetic: usage times the rates of one row, line by line, exact. Rounded once, half-even at 10^-18, only where a line is not whole.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import type { Counting } from '../model/rate-card.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';
import { promptTokens, type Usage, type UsageClass, usageClasses } from '../model/usage.ts';
import type { ClassRates, PriceRow } from './compile-row.ts';
import type { Rate } from './rate.ts';

export type Lines =
  | { readonly kind: 'lines'; readonly lines: readonly PriceLine[]; readonly usd: Usd }
  | { readonly kind: 'missing' | 'not a count'; readonly class: UsageClass }
  | { readonly kind: 'too long'; readonly upTo: number }
  | { readonly kind: 'mixed'; readonly over: number };

/** `aggregate` sums several requests: no context threshold and no fee per request can be judged. */
export interface LineOptions {
  readonly aggregate: boolean;
  /** The prompt tokens a context threshold is held against, where they are not those of the usage. */
  readonly prompt?: number;
  /** The smallest prompt, where the usage sums requests of which `prompt` is the largest. */
  readonly least?: number;
}

type Fault = Exclude<Lines, { kind: 'lines' }>;

export function priceLines(usage: Usage, row: PriceRow, options: LineOptions): Lines {
  const lines: PriceLine[] = [];
  const usd = sumLines(usage, row, options, lines);
  // A copy has no room for more, which the calls of a huge trace would hold all together.
  return typeof usd === 'bigint' ? { kind: 'lines', lines: [...lines], usd } : usd;
}

/** The sum alone: the search for wrong formulas prices a call in many ways. */
export function priceTotal(usage: Usage, row: PriceRow, options: LineOptions): Usd | undefined {
  const usd = sumLines(usage, row, options, undefined);
  return typeof usd === 'bigint' ? usd : undefined;
}

function sumLines(usage: Usage, row: PriceRow, options: LineOptions, lines: PriceLine[] | undefined): Usd | Fault {
  const isFlat = row.overContext.length === 0 && row.upTo === undefined;
  const prompt = isFlat || options.aggregate ? 0 : (options.prompt ?? promptTokens(usage));
  if (row.upTo !== undefined && prompt > row.upTo) return { kind: 'too long', upTo: row.upTo };
  const over = row.overContext.length === 0 ? undefined : thresholdOver(prompt, row);
  if (over && options.least !== undefined && thresholdOver(options.least, row) !== over)
    return { kind: 'mixed', over: over.tokens };
  let usd = 0n;
  for (const name of classesIn(usage, row)) {
    const logged = usage[name] ?? (name === 'requests' && row.rates.has(name) ? impliedRequests(options) : 0);
    if (logged === 0) continue;
    if (logged === undefined) return { kind: 'missing', class: name };
    if (!(logged > 0 && logged < Number.POSITIVE_INFINITY)) return { kind: 'not a count', class: name };
    let as: UsageClass = name;
    let rate = over?.rates.get(name);
    let long = rate !== undefined;
    rate ??= row.rates.get(name);
    if (rate === undefined) {
      const found = rateOfFallback(name, row, over?.rates);
      if (!found && isUnsold(name)) continue;
      if (!found) return { kind: 'missing', class: name };
      as = found.class;
      rate = found.rate;
      long = found.long;
    }
    const rule = row.counting.size === 0 ? undefined : row.counting.get(as);
    const count = rule ? billedCount(logged, rule, options.aggregate ? usage.requests : 1) : logged;
    const whole = rate.each !== undefined && Number.isInteger(count) ? BigInt(count) * rate.each : undefined;
    const line = whole === undefined ? lineUsd(count, rate) : undefined;
    const amount = whole ?? line?.usd ?? 0n;
    usd += amount;
    if (!lines) continue;
    const plain = { class: name, count, per: rate.per, rate: rate.usd, usd: amount };
    const isPlain = as === name && !long && !line?.rounded && rate.list === undefined && count === logged;
    lines.push(
      isPlain
        ? plain
        : {
            ...plain,
            ...(as !== name && { priced_as: as }),
            ...(long && over && { over_context: over.tokens }),
            ...(line?.rounded && { rounded: true }),
            ...(rate.list !== undefined && { list_rate: rate.list, scaled: rate.scaled ?? [] }),
            ...(count !== logged && { logged_count: logged }),
          },
    );
  }
  return usd;
}

/** Few lists of classes fill an input, each put in order once. */
const orders = createTextTree<readonly UsageClass[]>();

/**
 * The classes to price, in their order. Going through what a usage has, instead of asking for all classes there are, halves the
 * time of a call.
 */
function classesIn(usage: Usage, row: PriceRow): readonly UsageClass[] {
  let node: TextNode<readonly UsageClass[]> | undefined = orders.root;
  for (const name in usage) node = orders.step(node, name);
  if (usage.requests === undefined && row.rates.has('requests')) node = orders.step(node, 'requests');
  const classes = node?.value ?? inOrder(usage, row);
  if (node) node.value = classes;
  return classes;
}

function inOrder(usage: Usage, row: PriceRow): readonly UsageClass[] {
  const names = new Set(Object.keys(usage));
  if (row.rates.has('requests')) names.add('requests');
  return usageClasses.filter((name) => names.has(name));
}

/**
 * What a counting rule bills of a logged count. `requests`: over how many requests it was summed; unknown, the rules of a
 * single request cannot be applied and the logged count stands.
 */
function billedCount(
  logged: number,
  { of, free = 0, minimum = 0, step }: Counting,
  requests: number | undefined,
): number {
  if (requests === undefined) return logged;
  if (of === 'grounded_requests') return Math.min(logged, requests);
  if (requests !== 1) return logged;
  const least = Math.max(logged - free, 0);
  const billed = least === 0 ? 0 : Math.max(least, minimum);
  return step === undefined ? billed : Math.ceil(billed / step) * step;
}

/** The highest context threshold the prompt of one request is over. */
function thresholdOver(prompt: number, row: PriceRow): PriceRow['overContext'][number] | undefined {
  return row.overContext.find(({ tokens, op }) => (op === '>' ? prompt > tokens : prompt >= tokens));
}

/** A fee per request is due once for a call whose log does not count its requests. */
function impliedRequests({ aggregate }: LineOptions): number | undefined {
  return aggregate ? undefined : 1;
}

/** How many requests there were is no quantity that is sold, unless the row sells it. */
export function isUnsold(name: UsageClass): boolean {
  return name === 'requests';
}

/** Fallbacks followed in a row; a card may name them in a circle. */
const mostHops = 4;

/** The rate of the class the card names in place of one that has none. */
export function rateOfFallback(
  name: UsageClass,
  row: PriceRow,
  long: ClassRates | undefined,
): { readonly class: UsageClass; readonly rate: Rate; readonly long: boolean } | undefined {
  let at = row.fallback.get(name);
  for (let hops = 1; at !== undefined && hops < mostHops; hops += 1) {
    const longRate = long?.get(at);
    const rate = longRate ?? row.rates.get(at);
    if (rate !== undefined) return { class: at, rate, long: longRate !== undefined };
    at = row.fallback.get(at);
  }
  return undefined;
}

/** count * rate / per. A fractional count (seconds) is read through its shortest decimal text. */
export function lineUsd(
  count: number,
  { usd, per, each, exact }: Rate,
): { readonly usd: Usd; readonly rounded: boolean } {
  if (each !== undefined && Number.isInteger(count)) return { usd: BigInt(count) * each, rounded: false };
  const { digits, scale } = rational(count);
  const dividend = digits * (exact?.numerator ?? usd);
  const divisor = BigInt(per) * scale * (exact?.denominator ?? 1n);
  return dividend % divisor === 0n
    ? { usd: dividend / divisor, rounded: false }
    : { usd: divideHalfEven(dividend, divisor), rounded: true };
}

function rational(count: number): { readonly digits: bigint; readonly scale: bigint } {
  if (Number.isInteger(count)) return { digits: BigInt(count), scale: 1n };
  const [mantissa = '', exponent = '0'] = String(count).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return shift >= 0 ? { digits, scale: 10n ** BigInt(shift) } : { digits: digits * 10n ** BigInt(-shift), scale: 1n };
}
