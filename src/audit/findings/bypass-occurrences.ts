// Requests that went around the gateway, each at the line of the access log that saw it first.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedCall, AuditedTrace } from '../audited.ts';
import { eventOccurrence } from './occurrence.ts';

/** `wanted` gets the call when another log measured it. What the call cost is at stake. */
export function* bypassOccurrences(
  { trace: { bypasses }, calls }: AuditedTrace,
  wanted: (measured: AuditedCall | undefined) => boolean,
): Iterable<Occurrence> {
  for (const { at, call, sender: service = 'an unnamed service' } of bypasses) {
    const measured = calls.find((one) => one.call === call && one.call.metering.usage);
    if (!wanted(measured)) continue;
    const { provider = '', operation: host = provider } = at;
    const by = measured?.call.metering.usage_from?.component ?? 'nobody';
    const told = `${service} asks ${host} itself and no gateway log knows it; measured by ${by}`;
    yield eventOccurrence(at, told, { service, host, provider, measured_by: by }, measured?.cost.usd ?? 0n);
  }
}
