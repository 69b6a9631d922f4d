// One row of the repricing document for each call, and for each record that sums several.
import { compactEvent } from '../../model/compact-event.ts';
import type { Event, Nanoseconds, Place } from '../../model/event.ts';
import { usdToDecimal } from '../../model/money.ts';
import type { Comparison, Price } from '../../model/price.ts';
import type { RepricedRow } from '../../model/repricing.ts';
import type { Metering } from '../../model/trace.ts';
import { atMost } from '../../pricing/estimate.ts';
import type { Rates } from '../../pricing/rates.ts';
import { timeKey } from '../../trace/event-order.ts';
import type { AuditedCall, AuditedExclusion } from '../audited.ts';
import { disputedRange } from '../disputed-range.ts';
import { groupKey } from '../group-keys.ts';
import { sourceText } from '../price-source-text.ts';
import { isoTime } from '../time-text.ts';

export interface KeyedRow {
  /** Rows are in the order of their keys. */
  readonly key: string;
  readonly row: RepricedRow;
}

export function rowOfCall(one: AuditedCall): KeyedRow {
  const { call, price, billed, cost, comparison } = one;
  const { metering } = call;
  const logged = metering.logged_cost_usd;
  const { place } = call.sightings[0];
  const row: RepricedRow = {
    kind: billed ? 'call' : 'free',
    request_id: loggedId(call.sightings) ?? call.key,
    trace_id: call.envelope.trace_id?.value ?? null,
    ...described(metering, price),
    owner_team: groupKey(one, 'owner_team') ?? null,
    usd: cost.basis === 'unpriced' ? null : usdToDecimal(cost.usd),
    basis: cost.basis,
    logged_usd: logged === undefined ? null : usdToDecimal(logged),
    delta_usd: logged === undefined || price.kind !== 'priced' || !billed ? null : usdToDecimal(logged - price.usd),
    ...(billed ? compared(comparison, price) : { cause: null, detail: 'costs nothing' }),
    ...spread(price),
    source: place.source,
    line: place.line,
  };
  return { key: keyOf(row, place, metering.start), row };
}

/** A sum has the plain prices; what it would cost as long prompts stands beside, for no one can say which of its calls were. */
export function rowOfAggregate({ event, price, comparison }: AuditedExclusion, rates: Rates): KeyedRow {
  const logged = event.logged_cost_usd;
  const counted: Price = price ?? { kind: 'unpriced', why: 'no usage', detail: 'the record has no token counts' };
  const bound =
    counted.kind === 'priced' ? atMost({ ...compactEvent(event), granularity: 'aggregate' }, rates) : undefined;
  const range = spread(counted);
  const basis = counted.kind === 'priced' ? 'repriced' : logged === undefined ? 'unpriced' : 'logged';
  const row: RepricedRow = {
    kind: 'aggregate',
    request_id: loggedId([event]) ?? null,
    trace_id: event.trace_id ?? null,
    ...described(event, counted),
    owner_team: event.owner_team ?? null,
    usd: counted.kind === 'priced' ? usdToDecimal(counted.usd) : logged === undefined ? null : usdToDecimal(logged),
    basis,
    logged_usd: logged === undefined ? null : usdToDecimal(logged),
    delta_usd: logged === undefined || counted.kind !== 'priced' ? null : usdToDecimal(logged - counted.usd),
    ...compared(comparison, counted),
    ...range,
    high_usd: bound ? usdToDecimal(bound.usd) : range.high_usd,
    source: event.place.source,
    line: event.place.line,
  };
  return { key: keyOf(row, event.place, event.start), row };
}

function loggedId(sightings: readonly Event[]): string | undefined {
  const named = (field: 'request_id' | 'provider_request_id') =>
    sightings.find((event) => event[field] !== undefined)?.[field];
  return named('request_id') ?? named('provider_request_id');
}

type Described = Pick<
  RepricedRow,
  'time' | 'seller' | 'model' | 'tier' | 'requested_tier' | 'region' | 'usage_by_class' | 'price_source' | 'undated'
>;

function described(metering: Metering | Event, price: Price): Described {
  const source = price.kind === 'priced' ? price.source : undefined;
  return {
    time: metering.start === undefined ? null : isoTime(metering.start),
    seller: source?.billed_by ?? source?.seller ?? metering.provider ?? null,
    model: metering.response_model ?? metering.model ?? null,
    tier: source ? tierOf(source) : (metering.service_tier ?? null),
    requested_tier: metering.requested_tier ?? null,
    region: metering.region ?? source?.region ?? null,
    usage_by_class: metering.usage ? { ...metering.usage } : null,
    price_source: source ? sourceText(source) : null,
    undated: price.kind !== 'unpriced' && price.undated,
  };
}

function tierOf({ tier, speed }: { readonly tier?: string; readonly speed?: string }): string {
  return speed === undefined || speed === 'standard' ? (tier ?? 'standard') : speed;
}

function compared(comparison: Comparison | undefined, price: Price): Pick<RepricedRow, 'cause' | 'detail'> {
  if (price.kind === 'unpriced') return { cause: null, detail: `${price.why}: ${price.detail}` };
  if (price.kind === 'band') return { cause: null, detail: 'ambiguous model: several rows may hold, no pick is made' };
  if (comparison === undefined) return { cause: null, detail: null };
  if (comparison.kind === 'differs') return { cause: comparison.causes.join(' or '), detail: comparison.detail };
  const decimals = comparison.rounded_to;
  return decimals === undefined
    ? { cause: 'agrees', detail: null }
    : { cause: 'rounded', detail: `the price rounded to ${decimals} decimals` };
}

function spread(price: Price): Pick<RepricedRow, 'low_usd' | 'high_usd' | 'disputed'> {
  if (price.kind === 'band')
    return { low_usd: usdToDecimal(price.low), high_usd: usdToDecimal(price.high), disputed: [] };
  if (price.kind !== 'priced' || !price.disputed) return { low_usd: null, high_usd: null, disputed: [] };
  const { low, high } = disputedRange(price);
  return {
    low_usd: usdToDecimal(low),
    high_usd: usdToDecimal(high),
    disputed: price.disputed.map(({ source, usd }) => ({ source, usd: usdToDecimal(usd) })),
  };
}

/** The order of rows: by time, those without one last; then by what names them, so that the order of reading never shows. */
function keyOf(
  { trace_id, request_id, source, line, model, usd }: RepricedRow,
  place: Place,
  start: Nanoseconds | undefined,
): string {
  const names = [trace_id ?? '', request_id ?? '', source, String(line).padStart(12, '0'), model ?? '', usd ?? ''];
  return [timeKey(start), ...names, place.member ?? '', place.pointer ?? ''].join('\0');
}
