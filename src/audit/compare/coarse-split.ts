// The change of one team's spend as far as two reports tell it: calls, tokens and money by owner. Mix, price, cache and retries stay together.

import type { coarseParts } from '../../model/comparison.ts';
import { parseUsd, type Usd } from '../../model/money.ts';
import type { AuditReport } from '../../model/report.ts';
import { splitProduct } from './shapley.ts';
import { type Parts, ratio } from './split-change.ts';

type Group = AuditReport['groups'][string][number];
type CoarsePart = (typeof coarseParts)[number];

export function splitGroups(before: Group | undefined, after: Group | undefined): Parts {
  const [a, b] = [figuresOf(before), figuresOf(after)];
  const traffic = { name: 'traffic', before: BigInt(a.calls), after: BigInt(b.calls), over: 1n } as const;
  const isMetered = ({ calls, tokens }: Figures): boolean => calls === 0 || tokens > 0;
  // Without token counts a call is the only unit there is.
  if (!isMetered(a) || !isMetered(b))
    return splitProduct<CoarsePart>([traffic, ratio('rate', [a.usd, a.calls], [b.usd, b.calls])]);
  return splitProduct<CoarsePart>([
    traffic,
    ratio('tokens', [a.tokens, a.calls], [b.tokens, b.calls]),
    ratio('rate', [a.usd, a.tokens], [b.usd, b.tokens]),
  ]);
}

interface Figures {
  readonly calls: number;
  readonly tokens: number;
  readonly usd: Usd;
}

function figuresOf(group: Group | undefined): Figures {
  if (!group) return { calls: 0, tokens: 0, usd: 0n };
  return { calls: group.calls, tokens: group.input_tokens + group.output_tokens, usd: parseUsd(group.usd) ?? 0n };
}
