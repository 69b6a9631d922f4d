// A request to a provider's host that no gateway log knows, though the app or the provider measured it.
import { bypassOccurrences } from '../bypass-occurrences.ts';
import { defineFinding } from '../define-finding.ts';

export const traceGatewayBypassed = defineFinding({
  code: 'trace/gateway-bypassed',
  severity: 'error',
  about: 'bypasses',
  title: 'A call that goes around the gateway',
  why: 'The keys, budgets and ownership that the gateway enforces do not reach it.',
  fix: 'Send the service through the gateway and close direct egress to the host; if it is sent through, pass x-request-id or traceparent on, so that the logs can be joined.',
  checkTrace: (noticed) => bypassOccurrences(noticed, 'measured'),
});
