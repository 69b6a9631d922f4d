// By when spend without an owner must have one, in words.
import { counted } from './figures.ts';

export function deadlineText({
  sla_days: days,
  due,
}: {
  readonly sla_days: number | null;
  readonly due?: string | undefined;
}): string {
  if (due !== undefined) return `to be resolved by ${due}`;
  return days === null ? 'no deadline set' : `to be resolved within ${counted(days, 'day')}`;
}
