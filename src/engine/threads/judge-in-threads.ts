// Parts that wait on disk, judged by several threads. Each thread gets every so manieth part, and what they come to is taken in the order of
// the threads, so nothing depends on which of them was quicker.
import type { AuditSettings } from '../../audit/settings.ts';
import type { Summed } from '../../audit/start-audit.ts';
import type { PackedParts, Part } from '../spill/event-store.ts';
import { sumParts } from '../sum-parts.ts';
import type { Crew } from './crew.ts';

/** Parts a thread holds: the one it judges, and the next. */
const mostWaiting = 2;

/** Large parts are judged here when the threads are done and gone: they take all the memory there is. */
export async function judgeInThreads(
  { sources, whole, parts }: PackedParts,
  crew: Crew,
  settings: AuditSettings,
): Promise<readonly Summed[]> {
  const largeParts: Part[] = [];
  const threads = startedOf(crew);
  const waiting = threads.map(() => 0);
  for (const thread of threads) crew.tell(thread, { kind: 'whole', sources, whole });
  let turn = 0;
  for await (const { rows, large } of parts) {
    if (large) {
      largeParts.push({ groups: large, whole });
      continue;
    }
    const at = turn % threads.length;
    const thread = threads[at] ?? 0;
    turn += 1;
    if ((waiting[at] ?? 0) >= mostWaiting) await crew.hear(thread);
    else waiting[at] = (waiting[at] ?? 0) + 1;
    crew.tell(thread, { kind: 'part', rows: rows.whole() });
  }
  for (const thread of threads) crew.tell(thread, { kind: 'finish' });
  const summed: Summed[] = [];
  for (const thread of threads) {
    let answer = await crew.hear(thread);
    while (answer.kind !== 'summed') answer = await crew.hear(thread);
    summed.push(answer.summed);
  }
  crew.dismiss(); // what they summed up they need not hold while the report is made of it
  if (largeParts.length === 0) return summed;
  return [...summed, await sumParts(largeParts, settings)];
}

/** All lines may have been read before a thread had started: nobody waits for it. */
function startedOf({ size, isReady }: Crew): readonly number[] {
  const all = Array.from({ length: size }, (_, at) => at);
  const started = all.filter(isReady);
  return started.length > 0 ? started : all;
}
