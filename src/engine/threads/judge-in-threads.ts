// Parts that wait on disk, judged by several threads. Each thread gets every so manieth part, and what they come to is taken in the order of
// the threads, so nothing depends on which of them was quicker.
import type { Summed } from '../../audit/start-audit.ts';
import type { PackedParts } from '../spill/event-store.ts';
import { bytesOfTheirOwn } from '../spill/framed-rows.ts';
import type { Crew } from './crew.ts';

/** Parts a thread holds: the one it judges, and the next. */
const mostWaiting = 2;

export async function judgeInThreads({ sources, whole, parts }: PackedParts, crew: Crew): Promise<readonly Summed[]> {
  const threads = Array.from({ length: crew.size }, (_, at) => at);
  const waiting = threads.map(() => 0);
  for (const at of threads) crew.tell(at, { kind: 'whole', sources, whole });
  let turn = 0;
  for (const pieces of parts) {
    const at = turn % crew.size;
    turn += 1;
    if ((waiting[at] ?? 0) >= mostWaiting) await crew.hear(at);
    else waiting[at] = (waiting[at] ?? 0) + 1;
    crew.tell(at, { kind: 'part', rows: bytesOfTheirOwn(pieces) });
  }
  for (const at of threads) crew.tell(at, { kind: 'finish' });
  const summed: Summed[] = [];
  for (const at of threads) {
    let answer = await crew.hear(at);
    while (answer.kind !== 'summed') answer = await crew.hear(at);
    summed.push(answer.summed);
  }
  return summed;
}
