// The price of an explained call, line by line, and how the logged figure came to differ.
import type { Explanation } from '../model/explanation.ts';
import { usdToDecimal } from '../model/money.ts';
import type { Price } from '../model/price.ts';
import type { AuditedCall } from './audited.ts';
import { sourceText } from './price-source-text.ts';

export function explainPrice(price: Price): Explanation['calls'][number]['price'] {
  const none = {
    usd: null,
    low_usd: null,
    high_usd: null,
    source: null,
    undated: false,
    detail: null,
    lines: [],
    candidates: [],
  };
  switch (price.kind) {
    case 'priced':
      return {
        ...none,
        kind: price.kind,
        usd: usdToDecimal(price.usd),
        source: sourceText(price.source),
        undated: price.undated,
        disputed: (price.disputed ?? []).map(({ source, usd, note }) => ({
          source,
          usd: usdToDecimal(usd),
          note: note ?? null,
        })),
        lines: price.lines.map((line) => ({
          class: line.class,
          count: line.count,
          per: line.per,
          rate_usd: usdToDecimal(line.rate),
          usd: usdToDecimal(line.usd),
          note: lineNote(line),
        })),
      };
    case 'band':
      return {
        ...none,
        kind: price.kind,
        low_usd: usdToDecimal(price.low),
        high_usd: usdToDecimal(price.high),
        undated: price.undated,
        candidates: price.candidates.map(({ source, usd }) => ({ source: sourceText(source), usd: usdToDecimal(usd) })),
      };
    case 'unpriced':
      return { ...none, kind: price.kind, detail: `${price.why}: ${price.detail}` };
  }
}

type Line = Extract<Price, { kind: 'priced' }>['lines'][number];

function lineNote({ priced_as, over_context, rounded, list_rate, scaled = [], logged_count }: Line): string | null {
  const notes = [
    priced_as && `priced as ${priced_as}`,
    over_context && `long-context rate, prompt over ${over_context} tokens`,
    list_rate !== undefined &&
      `list $${usdToDecimal(list_rate)}, ${scaled.map(({ name, by }) => `${name} x ${by}`).join(', ')}`,
    logged_count !== undefined && `${logged_count} logged, counted by the rule of the vendor`,
    rounded && 'rounded at the 18th decimal',
  ];
  return notes.filter((note) => typeof note === 'string').join('; ') || null;
}

/** Cause and detail only: both figures stand beside it. */
export function explainComparison({ comparison, call }: AuditedCall): string | null {
  if (call.metering.logged_cost_usd === undefined) return null;
  if (!comparison) return 'not compared: the call has no price';
  if (comparison.kind === 'agrees')
    return comparison.rounded_to === undefined
      ? 'agrees with the card'
      : `agrees: the card's price rounded to ${comparison.rounded_to} decimals`;
  return `${comparison.causes.join(' or ').replaceAll('-', ' ')}: ${comparison.detail}`;
}
