// The first thing to read: does it agree, and the steps from the traced calls to the invoice, which add up.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { amountOf, counted, money, share, signedMoney } from '../figures.ts';
import { type Pen, paragraph, type Tone } from '../pen.ts';
import { type Column, type Row, table } from '../table.ts';
import { moneyWidth } from '../terminal/section.ts';

export type Section = (reconciliation: Reconciliation, pen: Pen) => readonly string[];

const columns: readonly Column[] = [
  { head: '', align: 'right', atLeast: moneyWidth },
  { head: '', least: 20, fit: 'wrap' },
  { head: '', align: 'right', expendable: 1 },
];

export const bridge: Section = (document, pen) => {
  const { totals } = document;
  const billed = amountOf(totals.billed_usd);
  const steps = document.bridge
    .filter(({ step, usd }) => step === 'traced' || usd !== '0')
    .map(({ step, title, usd }): Row => {
      const amount = amountOf(usd);
      if (step === 'traced')
        return { cells: [money(amount), `${title}: ${counted(totals.calls, 'call')} at the prices of the card`, ''] };
      return { cells: [signedMoney(amount), title, share(amount, billed)] };
    });
  const total: Row = {
    cells: [
      { text: money(amountOf(totals.invoice_usd)), tone: 'strong' },
      { text: `Invoice: ${counted(totals.lines, 'line')}`, tone: 'strong' },
      '',
    ],
  };
  return [...headline(document, pen), '', ...table(columns, [...steps, total], pen)];
};

function headline(document: Reconciliation, pen: Pen): readonly string[] {
  const { title, tone, text } = inShort(document);
  return [pen.paint(tone, title), ...paragraph(text, pen)];
}

interface InShort {
  readonly title: string;
  readonly tone: Tone;
  readonly text: string;
}

/** Does it agree, how much is on both sides, and how that is judged. */
export function inShort({ totals, tolerance_pct, flag_pct }: Reconciliation): InShort {
  const [billed, traced] = [amountOf(totals.billed_usd), amountOf(totals.traced_usd)];
  const delta = amountOf(totals.delta_usd);
  const words: Readonly<Record<typeof totals.verdict, readonly [string, Tone]>> = {
    within: [`within the tolerance of ${tolerance_pct} %`, 'good'],
    over: [`over the tolerance of ${tolerance_pct} %`, 'fair'],
    flagged: [`flagged: over ${flag_pct} %`, 'bad'],
    'one-sided': ['only one side has anything', 'bad'],
  };
  const [verdict, tone] = words[totals.verdict];
  const size = delta < 0n ? -delta : delta;
  const title =
    delta === 0n
      ? 'Invoice and calls agree'
      : `Invoice and calls differ by ${money(size)}, ${share(size, billed)} of what was billed for use`;
  const apart = amountOf(totals.kept_apart_usd);
  const what = [
    `${money(billed)} billed for use, ${money(traced)} traced; ${verdict}.`,
    `Both sides have ${money(amountOf(totals.matched_usd))} in common, cell by cell.`,
    ...(apart === 0n ? [] : [`${signedMoney(apart)} of tax, credits and fees is kept apart.`]),
  ];
  return { title, tone, text: what.join(' ') };
}

export const verdictTone: Readonly<Record<Reconciliation['totals']['verdict'], Tone | undefined>> = {
  within: undefined,
  over: 'fair',
  flagged: 'bad',
  'one-sided': 'bad',
};

/** Nothing is said of a row that agrees. */
export const verdictText = (verdict: Reconciliation['totals']['verdict']): string =>
  verdict === 'within' ? '' : verdict;
