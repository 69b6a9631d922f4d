// What the logs' own figures say, when they are not what the calls cost: the invoice would seem wrong against those.
import { amountOf, count, counted, exactMoney, money, signedMoney } from '../figures.ts';
import { heading, paragraph } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { besideMoney, moneyWidth } from '../terminal/section.ts';
import type { Section } from './bridge.ts';

const columns: readonly Column[] = [
  { head: 'too much', align: 'right', atLeast: moneyWidth },
  { head: 'logged', align: 'right' },
  { head: 'calls', align: 'right' },
  { head: 'cause', least: 16, fit: 'wrap' },
  { head: 'models', least: 12, fit: 'wrap' },
];

export const loggedCosts: Section = ({ logged_costs: logged }, pen) => {
  if (logged.calls === 0 || logged.by_cause.length === 0) return [];
  const aside = `${counted(logged.calls, 'call')} logged ${money(amountOf(logged.logged_usd))}, by the card ${money(amountOf(logged.traced_usd))}`;
  const rows = logged.by_cause
    .slice(0, pen.style.top)
    .map(({ delta_usd, logged_usd, traced_usd, calls, cause, detail, models }) => ({
      cells: [signedMoney(amountOf(delta_usd)), money(amountOf(logged_usd)), count(calls), cause, models.join(', ')],
      below: paragraph(
        `logged ${exactMoney(amountOf(logged_usd))} - card ${exactMoney(amountOf(traced_usd))} = ${exactMoney(amountOf(delta_usd))}: ${detail}`,
        pen,
        { indent: besideMoney, hang: 2, tone: 'quiet' },
      ),
    }));
  return [
    ...heading("The logs' own costs", aside, pen),
    ...table(columns, rows, pen),
    ...paragraph('The steps above start from the prices of the card, so these are not part of them.', pen, {
      tone: 'quiet',
    }),
  ];
};
