// The grain of one seller's invoice: which dimensions its lines were grouped by and calls can be summed by too. A dimension that is null
// on every row was not grouped by, and says nothing.
import { sumCalls } from './cells.ts';
import { type AccountField, accountFields, type InvoiceLine } from './invoice-line.ts';
import { type TimeGrain, timeGrain } from './time-grain.ts';
import type { TracedUse } from './traced-use.ts';

export interface Dimension {
  readonly name: AccountField | 'model' | 'tier';
  /** Cells are apart by it. */
  readonly used: boolean;
  readonly why: string;
}

export interface Grain {
  readonly seller: string;
  readonly time: TimeGrain | undefined;
  readonly byModel: boolean;
  readonly byTier: boolean;
  readonly accounts: readonly AccountField[];
  readonly dimensions: readonly Dimension[];
  /** Values of an account field that calls of this seller carry, for the fields that both sides name. */
  readonly tracedAccounts: ReadonlyMap<AccountField, ReadonlySet<string>>;
  readonly billedAccounts: ReadonlyMap<AccountField, ReadonlySet<string>>;
}

/** `sources` are the lines that counts are taken from, then those that money is taken from; a cell needs what both were grouped by. */
export function grainOf(
  seller: string,
  sources: readonly (readonly InvoiceLine[])[],
  uses: readonly TracedUse[],
): Grain {
  const filled = sources.filter((lines) => lines.length > 0);
  const lines = filled.flat();
  const grouped = (has: (line: InvoiceLine) => boolean): boolean =>
    filled.length > 0 && filled.every((source) => source.some(has));
  const model = grouped(({ family }) => family !== undefined);
  const tier = grouped((line) => line.tier !== undefined);
  const accounts = accountFields.map((field) => accountDimension(field, lines, grouped, uses));
  const known = accounts.filter(({ comparable }) => comparable).map(({ name }) => name);
  const traced = new Map(known.map((field) => [field, valuesOf(uses, field)]));
  const billed = new Map(known.map((field) => [field, valuesOf(lines, field)]));
  return {
    seller,
    time: timeGrain(lines, sources[0] ?? [], uses),
    byModel: model,
    byTier: tier,
    accounts: accounts.filter(({ used }) => used).map(({ name }) => name),
    dimensions: [
      { name: 'model', used: model, why: model ? 'named by lines and calls' : 'the invoice is not grouped by it' },
      { name: 'tier', used: tier, why: tier ? 'named by lines and calls' : 'the invoice is not grouped by it' },
      ...accounts.map(({ name, used, why }) => ({ name, used, why })),
    ],
    tracedAccounts: traced,
    billedAccounts: billed,
  };
}

interface AccountDimension extends Dimension {
  readonly name: AccountField;
  readonly comparable: boolean;
}

function accountDimension(
  field: AccountField,
  lines: readonly InvoiceLine[],
  grouped: (has: (line: InvoiceLine) => boolean) => boolean,
  uses: readonly TracedUse[],
): AccountDimension {
  const not = (why: string, comparable = false): AccountDimension => ({ name: field, used: false, why, comparable });
  if (!grouped(({ accounts }) => accounts[field] !== undefined)) return not('the invoice is not grouped by it');
  const all = sumCalls(uses);
  const naming = sumCalls(uses.filter(({ accounts }) => accounts[field] !== undefined));
  if (naming === 0) return not('no traced call names it');
  const billed = valuesOf(lines, field);
  if (![...valuesOf(uses, field)].some((value) => billed.has(value)))
    return not('calls and invoice have no value in common: names on one side, ids on the other?');
  if (naming < all) return not(`named by ${naming} of ${all} calls`, true);
  return { name: field, used: true, why: 'named by lines and by every call', comparable: true };
}

function valuesOf(from: readonly Pick<InvoiceLine, 'accounts'>[], field: AccountField): ReadonlySet<string> {
  return new Set(from.flatMap(({ accounts }) => accounts[field] ?? []));
}
