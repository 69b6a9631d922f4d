// Requests that only a proxy's access log saw: no total of the report holds anything of them, so every headline says so.
import type { AuditReport } from '../model/report.ts';
import { count } from './figures.ts';

/** Known from the finding; undefined when there are none, or when it was turned off. */
export function unmeasuredText({ findings }: Pick<AuditReport, 'findings'>): string | undefined {
  const requests = findings.find(({ code }) => code === 'trace/bypass-unmeasured')?.count ?? 0;
  if (requests === 0) return undefined;
  const [some, them] = requests === 1 ? ['1 request', 'it'] : [`${count(requests)} requests`, 'them'];
  return `The tokens of ${some} are in no total: a proxy saw ${them} go around the gateway, and no log measured ${them}.`;
}
