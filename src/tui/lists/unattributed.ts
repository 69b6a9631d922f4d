// Spend without an owner, from three sides: who sent it, why it has none, where it was seen. Identities come first: they can be assigned.
import { amountOf, count, money } from '../../report/figures.ts';
import type { CallTest } from '../filter.ts';
import type { Identity, Review } from '../review.ts';
import type { ListDefinition, Subject } from './list-definition.ts';

export interface Slice {
  readonly kind: 'identity' | 'cause' | 'component';
  readonly name: string;
  readonly usd: bigint;
  readonly calls: number;
  readonly identity?: Identity;
  /** The team most often seen beside the identity. */
  readonly team?: string;
  readonly hint: string;
  readonly test: CallTest;
}

const kept = new WeakMap<Review, readonly Slice[]>();

/** All slices of a review; the same list for the same review. */
export function slicesOf(review: Review): readonly Slice[] {
  const known = kept.get(review);
  if (known) return known;
  const slices = [...identities(review), ...causes(review), ...components(review)];
  kept.set(review, slices);
  return slices;
}

function identities({ suggestions }: Review): readonly Slice[] {
  return suggestions.identities.map(({ field, value, usd, calls, team, confidence, seen, owned }) => ({
    kind: 'identity' as const,
    name: `${field} ${value}`,
    usd: amountOf(usd),
    calls,
    identity: { field, value },
    ...(team === null ? {} : { team }),
    hint: team === null ? 'never seen with a team' : `seen with ${team} in ${seen} of ${owned} calls (${confidence})`,
    test: ({ part, identities: known }) =>
      part === 'unattributed' && known().some((one) => one.field === field && one.value === value),
  }));
}

function causes({ report }: Review): readonly Slice[] {
  return report.unattributed.by_cause.map(({ title, usd, calls }) => ({
    kind: 'cause' as const,
    name: title,
    usd: amountOf(usd),
    calls,
    hint: '',
    test: ({ part, cause }) => part === 'unattributed' && cause === title,
  }));
}

function components({ report }: Review): readonly Slice[] {
  return report.unattributed.by_component.map(({ key, usd, calls }) => ({
    kind: 'component' as const,
    name: key,
    usd: amountOf(usd),
    calls,
    hint: '',
    test: ({ part, component }) => part === 'unattributed' && component === key,
  }));
}

export function sliceAt({ review }: Subject, index: number): Slice {
  const slice = slicesOf(review)[index];
  if (!slice) throw new Error(`there is no slice ${index}`);
  return slice;
}

export const unattributed: ListDefinition = {
  columns: [
    { head: 'spend', align: 'right', value: (subject, index) => sliceAt(subject, index).usd },
    { head: 'calls', align: 'right', value: (subject, index) => sliceAt(subject, index).calls },
    { head: 'by', value: (subject, index) => sliceAt(subject, index).kind },
    { head: 'which', least: 16, fit: 'end', value: (subject, index) => sliceAt(subject, index).name },
    { head: 'seen with', least: 8, fit: 'end', expendable: 1 },
  ],
  size: ({ review }) => slicesOf(review).length,
  cells: (subject, index) => {
    const { usd, calls, kind, name, hint } = sliceAt(subject, index);
    return [money(usd), count(calls), kind, name, { text: hint, tone: 'quiet' }];
  },
  key: (subject, index) => `${sliceAt(subject, index).kind} ${sliceAt(subject, index).name}`,
  text: (subject, index) => `${sliceAt(subject, index).kind} ${sliceAt(subject, index).name}`.toLowerCase(),
  empty: 'every call has an owner',
};
