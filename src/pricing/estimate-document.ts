// Estimates of workloads under one or several options as one document, with totals for each team.
import type { EstimateDocument, EstimatedOption, EstimatedWorkload } from '../model/estimate.ts';
import { parseUsd, type Usd, usdToDecimal } from '../model/money.ts';
import type { MonthlyLineWire } from '../model/monthly-line.ts';
import { compareText } from '../model/place.ts';
import type { PriceLine, PriceSource } from '../model/price.ts';
import { type Estimate, estimate, isElsewhere, type Workload } from './estimate.ts';
import { monthlyPriceOf, monthlyWire } from './monthly-lines.ts';
import type { Rates } from './rates.ts';

export interface NamedWorkload extends Workload {
  readonly model: string;
  readonly team?: string;
  readonly project?: string;
}

/** What is put in place of a workload's own model. */
export interface Alternative {
  readonly option: string;
  readonly model: string;
}

export function estimateWorkloads(
  workloads: readonly NamedWorkload[],
  alternatives: readonly Alternative[],
  rates: Rates,
): Pick<EstimateDocument, 'options' | 'workloads' | 'totals' | 'by_team' | 'monthly_lines'> {
  const options = [asGiven, ...alternatives.map(({ option }) => option)];
  const monthly = new Map<string, MonthlyLineWire>();
  const reserve = ({ price }: Estimate, { start }: Workload): void => {
    if (price.kind !== 'priced') return;
    const { seller, model, tier = 'standard' } = price.source;
    for (const line of monthlyPriceOf({ seller, model, tier }, start, rates)) {
      monthly.set(`${line.card}\n${line.name}`, monthlyWire(line));
    }
  };
  const done = withTotals(
    options,
    workloads.map((workload) => {
      const { team, project, ...rest } = workload;
      const own = estimate(rest, rates);
      const others = alternatives.map(({ option, model }) => ({ option, done: estimateAs(rest, model, rates) }));
      for (const estimated of [own, ...others.map(({ done }) => done)]) reserve(estimated, workload);
      return {
        team: team ?? null,
        project: project ?? null,
        model: workload.model,
        tier: workload.service_tier ?? 'standard',
        requests: workload.requests ?? null,
        prompt_per_request: own.prompt_per_request ?? null,
        usage: { ...workload.usage },
        prices: [wireOption(asGiven, own), ...others.map(({ option, done }) => wireOption(option, done))],
      };
    }),
  );
  return monthly.size === 0 ? done : { ...done, monthly_lines: [...monthly.values()] };
}

/** The workload's own seller first, then whoever the model's name says. */
function estimateAs(workload: Workload, model: string, rates: Rates): Estimate {
  const { provider, ...anySeller } = workload;
  const own = provider === undefined ? undefined : estimate({ ...workload, model }, rates);
  return own && !isElsewhere(own.price) ? own : estimate({ ...anySeller, model }, rates);
}

export const asGiven = 'as given';

/** Workloads stay in their order; a total with something unpriced in it is a lower bound and says so. */
export function withTotals(
  options: readonly string[],
  workloads: readonly EstimatedWorkload[],
): Pick<EstimateDocument, 'options' | 'workloads' | 'totals' | 'by_team'> {
  const totals = options.map((option, at) => ({ option, ...sumOf(workloads, at) }));
  const [first] = totals;
  const teams = [...new Set(workloads.map(({ team }) => team))].sort((a, b) =>
    compareText(a ?? '\uffff', b ?? '\uffff'),
  );
  return {
    options: [...options],
    workloads: [...workloads],
    totals: totals.map(({ option, usd, high, unpriced }, at) => ({
      option,
      usd: usdToDecimal(usd),
      high_usd: usdToDecimal(high),
      unpriced,
      delta_usd: at === 0 || !first || first.unpriced + unpriced > 0 ? null : usdToDecimal(usd - first.usd),
    })),
    by_team: teams.map((team) => {
      const own = workloads.filter((workload) => workload.team === team);
      return {
        team,
        prices: options.map((option, at) => {
          const { usd, unpriced } = sumOf(own, at);
          return { option, usd: usdToDecimal(usd), unpriced };
        }),
      };
    }),
  };
}

function sumOf(workloads: readonly EstimatedWorkload[], at: number) {
  let [usd, high, unpriced]: [Usd, Usd, number] = [0n, 0n, 0];
  for (const { prices } of workloads) {
    const price = prices[at];
    if (!price) continue;
    const own = amount(price.usd);
    usd += own;
    high += price.high_usd === null ? own : amount(price.high_usd);
    unpriced += price.unpriced_calls > 0 ? price.unpriced_calls : price.kind === 'priced' ? 0 : 1;
  }
  return { usd, high, unpriced };
}

const amount = (text: string | null): Usd => (text === null ? 0n : (parseUsd(text) ?? 0n));

function wireOption(option: string, { price, over_context, usd_per_request, at_most }: Estimate): EstimatedOption {
  const none: EstimatedOption = {
    option,
    seller: null,
    model: null,
    kind: price.kind,
    usd: null,
    low_usd: null,
    high_usd: null,
    high_over_context: null,
    over_context: over_context ?? null,
    usd_per_request: usd_per_request === undefined ? null : usdToDecimal(usd_per_request),
    unpriced_calls: 0,
    price_source: null,
    detail: null,
    lines: [],
  };
  switch (price.kind) {
    case 'unpriced':
      return { ...none, detail: `${price.why}: ${price.detail}` };
    case 'band':
      return {
        ...none,
        low_usd: usdToDecimal(price.low),
        high_usd: usdToDecimal(price.high),
        detail: `ambiguous model: ${[...new Set(price.candidates.map(({ source }) => source.model))].join(', ')}`,
      };
    case 'priced': {
      const disputes = (price.disputed ?? []).map(({ source, usd }) => `disputed: $${usdToDecimal(usd)} by ${source}`);
      const detail = disputes.join('; ');
      return {
        ...none,
        seller: price.source.billed_by ?? price.source.seller,
        model: price.source.model,
        usd: usdToDecimal(price.usd),
        high_usd: at_most ? usdToDecimal(at_most.usd) : null,
        high_over_context: at_most?.over_context ?? null,
        price_source: sourceName(price.source),
        detail: detail === '' ? null : detail,
        lines: price.lines.map(wireLine),
      };
    }
  }
}

function sourceName({ card, seller, model, tier, region, valid_from }: PriceSource): string {
  const parts = [tier, region, valid_from && `from ${valid_from}`].filter((part) => part !== undefined && part !== '');
  return `${card} ${seller}/${model}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}

function wireLine(line: PriceLine): EstimatedOption['lines'][number] {
  const notes = [
    line.priced_as && `priced as ${line.priced_as}`,
    line.over_context && `long prompts, over ${line.over_context} tokens`,
    ...(line.scaled ?? []).map(({ name, by }) => `with ${name} x ${by}`),
    line.logged_count !== undefined && `${line.logged_count} used`,
    line.rounded && 'rounded at the 18th decimal',
  ].filter((note) => typeof note === 'string');
  return {
    class: line.class,
    count: line.count,
    per: line.per,
    rate_usd: usdToDecimal(line.rate),
    usd: usdToDecimal(line.usd),
    note: notes.length === 0 ? null : notes.join('; '),
  };
}
