// The baseline in words, as every output shows it: what fails first, within that the costliest first, and who answers for what is accepted.
import type { AuditReport } from '../model/report.ts';
import { counted } from './figures.ts';
import { worstFirst } from './ranking.ts';

export type Baseline = NonNullable<NonNullable<AuditReport['gate']>['baseline']>;
export type Entry = Baseline['entries'][number];

const states = ['new', 'expired', 'accepted', 'stale'] as const satisfies readonly Entry['state'][];
export const baselineTones = { new: 'bad', expired: 'bad', accepted: 'quiet', stale: 'fair' } as const;

export function rankedEntries({ entries }: Baseline): readonly Entry[] {
  const named = entries.map((entry) => ({ entry, usd: entry.usd ?? '0', calls: entry.calls ?? 0 }));
  const ranked = worstFirst(named, ({ entry: { code, subject } }) => `${code} ${subject}`).map(({ entry }) => entry);
  return states.flatMap((wanted) => ranked.filter(({ state }) => state === wanted));
}

/** "1 new, 3 accepted, expiry held against 2026-09-30". */
export function baselineSummary({ entries, day }: Baseline): string {
  const counts = states.flatMap((wanted) => {
    const number = entries.filter(({ state }) => state === wanted).length;
    return number === 0 ? [] : [`${number} ${wanted}`];
  });
  const dated = entries.some(({ expires }) => expires !== null);
  const held = day === null ? 'expiry not judged: no call has a time' : `expiry held against ${day}`;
  return [counts.length === 0 ? 'no problem, and none accepted' : counts.join(', '), ...(dated ? [held] : [])].join(
    '; ',
  );
}

/** Who answers, how long and why; what nobody has filled in is said for accepted problems. */
export function acceptedBy({ state, owner, reason, expires }: Entry): string {
  if (state === 'new') return 'not in the baseline';
  const until = expires === null ? 'no end' : `${state === 'expired' ? 'ended' : 'until'} ${expires}`;
  const words = `${owner ?? 'no owner'}, ${until}: ${reason ?? 'no reason given'}`;
  return state === 'stale' ? `no longer there (${words})` : words;
}

/** How many accepted problems nobody answers for. */
export function unownedText({ entries }: Baseline): string | undefined {
  const open = entries.filter(
    ({ state, owner, reason }) => state === 'accepted' && (owner === null || reason === null),
  );
  return open.length === 0
    ? undefined
    : `${counted(open.length, 'accepted problem')} without an owner or a reason; fill them in, in the baseline file.`;
}
