// Why the two differ: groups, causes, places, each place with the arithmetic behind its amount.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { amountOf, count, counted, exactMoney, perUnit, signedMoney } from '../figures.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import { besideMoney, moneyWidth } from '../terminal/section.ts';
import { textWidth } from '../text-width.ts';
import type { Section } from './bridge.ts';

type Group = Reconciliation['causes'][number];
type Cause = Group['causes'][number];
type Place = Cause['places'][number];

export const causes: Section = (document, pen) => {
  if (document.causes.length === 0) return heading('Why they differ', 'they do not', pen);
  const aside = 'billed minus traced; every amount is billed money that calls lack (+) or the reverse (-)';
  return [...heading('Why they differ', aside, pen), ...document.causes.flatMap((group) => groupLines(group, pen))];
};

function amountLine(usd: string, text: string, pen: Pen, indent: number, tone?: 'strong'): readonly string[] {
  const amount = signedMoney(amountOf(usd));
  const lead = `  ${' '.repeat(Math.max(0, moneyWidth - textWidth(amount)))}${pen.paint(tone, amount)}  `;
  const [first = '', ...rest] = paragraph(text, pen, { indent: besideMoney + indent, hang: 2, ...(tone && { tone }) });
  return [lead + first.slice(besideMoney), ...rest];
}

function groupLines({ title, usd, causes: nodes }: Group, pen: Pen): readonly string[] {
  return [...amountLine(usd, title, pen, 0, 'strong'), ...nodes.flatMap((node) => causeLines(node, pen))];
}

function causeLines({ title, usd, places }: Cause, pen: Pen): readonly string[] {
  const shown = places.slice(0, pen.style.top);
  const left = places.length - shown.length;
  return [
    ...amountLine(usd, title, pen, 2),
    ...shown.flatMap((place) => placeLines(place, places.length > 1, pen)),
    ...(left > 0 ? paragraph(counted(left, 'more place'), pen, { indent: besideMoney + 4, tone: 'quiet' }) : []),
  ];
}

function placeLines(place: Place, severally: boolean, pen: Pen): readonly string[] {
  const title = whereText(place);
  const quiet = { indent: besideMoney + 6, hang: 2, tone: 'quiet' } as const;
  const more = [...howTexts(place, pen.signs.times), ...exampleTexts(place)];
  return [
    ...(severally ? amountLine(place.usd, title, pen, 4) : paragraph(title, pen, { indent: besideMoney + 4, hang: 2 })),
    ...more.flatMap((line) => paragraph(line, pen, quiet)),
  ];
}

function periodsText(periods: readonly string[]): readonly string[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  return periods.length === 1 ? [first] : [`${counted(periods.length, 'period')} ${first} to ${last}`];
}

const exampleTexts = ({ example }: Place): readonly string[] =>
  example === null ? [] : [`e.g. ${example.source}:${example.line}`];

export function whereText({ seller, model, tier, accounts, periods }: Place): string {
  const where = [seller, model, tier === 'standard' ? null : tier].filter((name) => name !== null);
  return [...where, ...accountTexts(accounts), ...periodsText(periods)].join(', ');
}

const accountTexts = (accounts: Place['accounts']): readonly string[] =>
  Object.entries(accounts).map(([name, value]) => `${name} ${value}`);

/** The arithmetic, and what else is known about the place. */
export function howTexts(place: Place, times: string): readonly string[] {
  const detail = accountTexts(place.accounts).includes(place.detail ?? '') ? null : place.detail;
  return [arithmetic(place, times), detail].filter((line) => line !== undefined && line !== null);
}

/** How the amount comes about, to be checked by hand. */
function arithmetic(place: Place, times: string): string | undefined {
  const { units, per, rate_usd, logged_as_rate_usd, billed_rate_usd, logged_as } = place;
  const name = place.class;
  if (name === null) return units === 0 ? undefined : `${count(units)} tokens, ${exactMoney(amountOf(place.usd))}`;
  if (units === 0) return `${name}: ${exactMoney(amountOf(place.usd))}`;
  const amount = `${count(Math.abs(units))} ${name}`;
  const at = (rate: string): string => `${exactMoney(amountOf(rate))} / ${perUnit(per)}`;
  const result = `= ${exactMoney(amountOf(place.usd))}`;
  if (rate_usd === null) return amount;
  if (logged_as !== null && logged_as_rate_usd !== null)
    return `${count(units)} tokens logged as ${logged_as}, billed as ${name}: ${times} (${at(rate_usd)} - ${at(logged_as_rate_usd)}) ${result}`;
  if (billed_rate_usd !== null)
    return `${amount} ${times} (billed ${at(billed_rate_usd)} - card ${at(rate_usd)}) ${result}`;
  return `${units < 0 ? '-' : ''}${amount} ${times} ${at(rate_usd)} ${result}`;
}
