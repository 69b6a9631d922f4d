// Logged against repriced cost: the causes first, then the calls that differ most.
import { amountOf, count, money, signedMoney } from '../../report/figures.ts';
import type { CallTest } from '../filter.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

type Variance = Subject['review']['report']['repricing']['by_cause'][number];
const causeAt = ({ review }: Subject, index: number): Variance => {
  const found = review.report.repricing.by_cause[index];
  if (!found) throw new Error(`there is no price cause ${index}`);
  return found;
};

export const behindPrice =
  (cause: string): CallTest =>
  (call) =>
    call.price_cause === cause;

export const prices: ListDefinition = {
  columns: [
    { head: 'difference', align: 'right', value: (subject, index) => amountOf(causeAt(subject, index).delta_usd) },
    { head: 'logged', align: 'right', value: (subject, index) => amountOf(causeAt(subject, index).logged_usd) },
    { head: 'repriced', align: 'right', value: (subject, index) => amountOf(causeAt(subject, index).repriced_usd) },
    { head: 'calls', align: 'right', value: (subject, index) => causeAt(subject, index).calls },
    { head: 'likely cause', least: 12, fit: 'end', value: (subject, index) => causeAt(subject, index).cause },
  ],
  size: ({ review }) => review.report.repricing.by_cause.length,
  cells: (subject, index) => {
    const { delta_usd: delta, logged_usd: logged, repriced_usd: repriced, calls, cause } = causeAt(subject, index);
    return [signedMoney(amountOf(delta)), money(amountOf(logged)), money(amountOf(repriced)), count(calls), cause];
  },
  key: (subject, index) => causeAt(subject, index).cause,
  text: (subject, index) => causeAt(subject, index).cause.toLowerCase(),
  empty: 'no logged cost differs from the rate card',
};
