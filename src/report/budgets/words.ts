// How texts name a budget, its window, an approval and the moment taken for now.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { amountOf, counted, minuteOf, money } from '../figures.ts';

export type Window = BudgetsDocument['windows'][number];

export const asOfText = ({ as_of, as_of_from }: BudgetsDocument): string =>
  as_of === null
    ? 'no call has a time'
    : `as of ${minuteOf(as_of)} UTC, ${as_of_from === 'flag' ? 'as told' : 'the newest call'}`;

export const nameOf = ({ level, budget }: Pick<Window, 'level' | 'budget'>): string =>
  level === 'other' ? budget : `${level} ${budget}`;
export const spanText = ({ window, first_day, last_day, time_zone }: Window): string =>
  `${window === 'month' ? first_day.slice(0, -'-01'.length) : window === 'day' ? first_day : `${first_day} to ${last_day}`}${time_zone === 'UTC' ? '' : ` ${time_zone}`}`;

const mostNamed = 5;

/** Of the windows that hold calls of unknown cost: that what is shown is not all that was spent. */
export function lowerBounds(windows: readonly Window[]): readonly string[] {
  const unknown = windows.filter(({ unpriced_calls }) => unpriced_calls !== undefined);
  const lines = unknown.slice(0, mostNamed).map((window) => {
    const { unpriced_calls: calls = 0 } = window;
    return `${counted(calls, 'call')} of ${nameOf(window)} in ${spanText(window)} ${calls === 1 ? 'has' : 'have'} no price: more was spent than is shown.`;
  });
  const more = unknown.length - lines.length;
  return more === 0 ? lines : [...lines, `So it is in ${counted(more, 'more window')}.`];
}

export function approvalText(approval: NonNullable<BudgetsDocument['approvals']>[number]): string {
  const { team, usd, valid_from, valid_to, reason_code, approved_by } = approval;
  const much = usd === null ? 'any amount' : money(amountOf(usd));
  return `Approved: ${much} over the budget of team ${team} from ${valid_from} until before ${valid_to}, ${reason_code}, by ${approved_by}`;
}
