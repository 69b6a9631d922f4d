// The price of one call, line by line with every digit, beside what was logged.
import type { Explanation } from '../../../model/explanation.ts';
import { amountOf, count, exactMoney, perUnit } from '../../figures.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { plainTable } from '../plain-table.ts';

type Call = Explanation['calls'][number];
type Price = Call['price'];

export function priceArithmetic(call: Call): Markup {
  return html`${bodies[call.price.kind](call.price)}<p class="quiet">${loggedText(call)}</p>
`;
}

const bodies: Readonly<Record<Price['kind'], (price: Price) => Markup>> = {
  priced: ({ lines, usd, source, undated, detail }) => html`${plainTable(
    'Price, line by line',
    [
      { head: 'Class' },
      ...['Count', 'Rate', 'Amount'].map((head) => ({ head, kind: 'num' as const })),
      ...(lines.some(({ note }) => note !== null) ? [{ head: 'Note' }] : []),
    ],
    lines.map((line) => [
      line.class,
      count(line.count),
      `${exactMoney(amountOf(line.rate_usd))} ${line.per === 1 ? 'each' : `per ${perUnit(line.per)}`}`,
      exactMoney(amountOf(line.usd)),
      ...(lines.some(({ note }) => note !== null) ? [line.note ?? ''] : []),
    ]),
    ['total', '', '', exactMoney(amountOf(usd)), ...(lines.some(({ note }) => note !== null) ? [''] : [])],
  )}<p>By <bdi>${source ?? 'an unnamed card'}</bdi>${undated && '; no time on the call, newest rates used'}${detail !== null && `; ${detail}`}.</p>
`,
  band: ({ low_usd, high_usd, candidates }) =>
    html`<p>Ambiguous model: between ${exactMoney(amountOf(low_usd))} and ${exactMoney(amountOf(high_usd))}; no pick is made.</p>
${plainTable(
  'Prices it may have',
  [{ head: 'Card and model' }, { head: 'Amount', kind: 'num' }],
  candidates.map(({ source, usd }) => [html`<bdi>${source}</bdi>`, exactMoney(amountOf(usd))]),
)}`,
  unpriced: ({ detail }) => html`<p>Unpriced${detail === null ? nothing : html`: <bdi>${detail}</bdi>`}.</p>
`,
};

function loggedText({ logged_usd, price, comparison }: Call): string {
  if (logged_usd === null) return 'No cost was logged.';
  const repriced = price.usd === null ? '' : `, repriced ${exactMoney(amountOf(price.usd))}`;
  return `Logged ${exactMoney(amountOf(logged_usd))}${repriced}${comparison === null ? '' : `: ${comparison}`}.`;
}
