// What a policy's rules reject, one occurrence for each rule: while it only tells (`before`), or since it is hard (`after`).
import type { Occurrence } from '../../model/finding.ts';
import { parseUsd } from '../../model/money.ts';
import type { ReportFacts } from './define-finding.ts';

export function* ruleOccurrences({ enforcement }: ReportFacts, when: 'before' | 'after'): Iterable<Occurrence> {
  for (const { rule, title, environments, example, ...sums } of enforcement?.rules ?? []) {
    const { calls, usd } = sums[when];
    if (calls === 0) continue;
    const where = environments === null ? '' : ` (${environments.join(', ')})`;
    const detail = example?.detail ?? '';
    yield {
      message: `${title}${where}: ${calls} ${calls === 1 ? 'call' : 'calls'}, such as: ${detail}`,
      ...(example ? { where: { source: example.source, line: example.line, offset: 0, format: '' } } : {}),
      ...(example?.trace_id ? { trace_id: example.trace_id } : {}),
      at_stake: parseUsd(usd) ?? 0n,
      records: calls,
      evidence: { rule, calls: String(calls), environments: environments?.join(', ') ?? '', detail },
    };
  }
}
