// Events in parts, judged one part after the other. A part holds with each event all others that it may meet.

import type { CallsOverTime } from '../audit/calls-over-time.ts';
import type { AuditSettings } from '../audit/settings.ts';
import { type Summed, startAudit } from '../audit/start-audit.ts';
import type { Part } from './spill/event-store.ts';

export async function sumParts(
  parts: AsyncIterable<Part> | Iterable<Part>,
  settings: AuditSettings,
  log?: CallsOverTime,
): Promise<Summed> {
  const sums = startAudit(settings, { log });
  for await (const { groups, whole } of parts) for (const events of groups) sums.add(events, whole);
  return sums.summed();
}
