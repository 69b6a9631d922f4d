// A request to a provider's host that only the proxy on the way saw: a line of an access log has no tokens.
import { bypassOccurrences } from '../bypass-occurrences.ts';
import { defineFinding } from '../define-finding.ts';

export const traceBypassUnmeasured = defineFinding({
  code: 'trace/bypass-unmeasured',
  severity: 'error',
  about: 'bypasses',
  title: 'A call around the gateway that no log measured',
  why: 'Its tokens are unknown, which is not zero: the provider bills them and no total here holds them.',
  fix: "Send the service through the gateway, and look its tokens up by project or key in the provider's usage export.",
  checkTrace: (noticed) => bypassOccurrences(noticed, 'unmeasured'),
});
