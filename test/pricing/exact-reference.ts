// Random rates and usages priced twice: by the program, and by fractions of whole numbers that share no code with it.
import { rateCardSchema } from '../../src/model/rate-card.ts';
import { priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { random } from '../generate/random.ts';

export interface Differing {
  readonly row: object;
  readonly usage: Readonly<Record<string, number>>;
  readonly expected: bigint;
  readonly actual: bigint | string;
}

/** Units one price pays for: written out again, so that a slip in the program's table shows. */
const units = {
  ...{ input: 1e6, cached_input: 1e6, cache_write_5m: 1e6, cache_write_1h: 1e6, output: 1e6, reasoning: 1e6 },
  ...{ audio_in: 1e6, audio_out: 1e6, image_out: 1e6, web_search: 1e3, pages: 1e3, seconds: 3600, characters: 1e6 },
} as const;
type Name = keyof typeof units;
const names = Object.keys(units) as Name[]; // the keys of a literal object
const fees: ReadonlySet<Name> = new Set(['web_search', 'pages', 'seconds', 'characters']);
const prompt: readonly Name[] = ['input', 'cached_input', 'cache_write_5m', 'cache_write_1h', 'audio_in'];

/** `rows` random rows with `each` random usages; gives back every pair whose two prices differ. */
export function differingPairs(rows: number, each: number, seed: number): readonly Differing[] {
  const chance = random(seed);
  const price = (): string =>
    `${chance.int(120)}.${String(chance.int(10 ** 6)).padStart(6, '0')}${chance.int(10 ** 6)}`;
  const card = Array.from({ length: rows }, (_, n) => {
    const uplift = chance.int(3) === 0 ? ['1.1', '11/10', '7/3', '0.8125'][chance.int(4)] : undefined;
    return {
      seller: 'acme',
      model: `m${n}`,
      prices: Object.fromEntries(names.map((name) => [name, price()])),
      ...(chance.int(2) === 0 && {
        over_context: [{ tokens: 5000 + chance.int(5000), prices: { input: price(), output: price() } }],
      }),
      ...(uplift !== undefined && { multipliers: [{ name: 'uplift', by: uplift }] }),
    };
  });
  const rates = compileRates([rateCardSchema.parse({ id: 'random', rows: card })]);
  const differing: Differing[] = [];
  for (const row of card) {
    for (let n = 0; n < each; n += 1) {
      const usage: Record<string, number> = {};
      for (const name of names) {
        if (chance.int(3) > 0) continue;
        // Seconds come in fractions, tokens up to the size of a year's sum.
        usage[name] = name === 'seconds' ? chance.int(10 ** 7) / 1000 : chance.int(10 ** (1 + chance.int(12)));
      }
      const expected = reference(row, usage);
      const price = priceUsage({ provider: 'acme', model: row.model, usage }, rates);
      const actual = price.kind === 'priced' ? price.usd : price.kind;
      if (actual !== expected) differing.push({ row, usage, expected, actual });
    }
  }
  return differing;
}

interface Row {
  readonly prices: Readonly<Record<string, string>>;
  readonly over_context?: readonly { readonly tokens: number; readonly prices: Readonly<Record<string, string>> }[];
  readonly multipliers?: readonly { readonly by: string }[];
}

/** Each line as a fraction of 10^-18 dollars, rounded half to even once where it is not whole; then their sum. */
function reference(
  { prices, over_context = [], multipliers = [] }: Row,
  usage: Readonly<Record<string, number>>,
): bigint {
  const size = prompt.reduce((sum, name) => sum + (usage[name] ?? 0), 0);
  const long = over_context.find(({ tokens }) => size > tokens)?.prices ?? {};
  let sum = 0n;
  for (const name of names) {
    const count = usage[name];
    if (count === undefined) continue;
    let [over, under] = product(decimal(String(count)), decimal(long[name] ?? prices[name] ?? '0'));
    under *= BigInt(units[name]);
    if (!fees.has(name)) for (const { by } of multipliers) [over, under] = product([over, under], factor(by));
    over *= 10n ** 18n;
    const twice = 2n * (over % under);
    const floor = over / under;
    sum += twice > under || (twice === under && floor % 2n === 1n) ? floor + 1n : floor;
  }
  return sum;
}

type Fraction = readonly [over: bigint, under: bigint];
const product = ([a, b]: Fraction, [c, d]: Fraction): [bigint, bigint] => [a * c, b * d];

function factor(text: string): Fraction {
  const [over = '', under] = text.split('/');
  return under === undefined ? decimal(over) : [BigInt(over), BigInt(under)];
}

function decimal(text: string): Fraction {
  const [whole = '', digits = ''] = text.split('.');
  return [BigInt(whole + digits), 10n ** BigInt(digits.length)];
}
