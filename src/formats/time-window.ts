// The time window of an aggregate: reports name only its beginning.
import type { Draft } from './format.ts';

const nanosecondsPer = { hour: 3_600_000_000_000n, day: 86_400_000_000_000n } as const;

/** The draft as a sum over one day or hour (UTC) from its start. Set aside by the audit, used by reconcile. */
export function sumOver(draft: Draft, length: keyof typeof nanosecondsPer): Draft {
  const span = nanosecondsPer[length];
  const window = draft.start === undefined ? {} : startingAt(draft.start - (draft.start % span), span);
  return { ...draft, ...window, role: 'call', granularity: 'aggregate' };
}

/** The draft as a sum over the window it names itself. */
export const asSum = (draft: Draft): Draft => ({ ...draft, role: 'call', granularity: 'aggregate' });

const startingAt = (start: bigint, span: bigint): Pick<Draft, 'start' | 'end'> => ({ start, end: start + span });
