// What one finding says of a trace that was judged as a whole.
import type { AuditedTrace } from '../../src/audit/audited.ts';
import type { Finding } from '../../src/audit/findings/define-finding.ts';
import { told } from '../../src/audit/findings/occurrence.ts';
import { watchSpend } from '../../src/audit/findings/spend.ts';
import type { Occurrence } from '../../src/model/finding.ts';

export function saidOf(audited: AuditedTrace, { check, checkTrace }: Finding): Occurrence[] {
  const spend = watchSpend(audited.trace);
  spend.add(audited);
  return [...(check?.(audited) ?? []), ...(checkTrace?.({ ...audited, spend }) ?? [])].map(told);
}
