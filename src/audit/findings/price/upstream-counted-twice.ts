// The upstream cost added to a charge that holds it.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/upstream-counted-twice';

export const priceUpstreamCountedTwice = defineFinding({
  code,
  severity: 'warning',
  title: 'Upstream cost is counted twice',
  why: "The gateway's charge holds the upstream cost already; the log adds it once more.",
  fix: 'Leave the upstream cost out unless the call used your own key.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
