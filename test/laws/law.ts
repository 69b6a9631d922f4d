// What the law tests share: how often and from which seed a law is tried, and the settings of an audit.
// LAW_SEED and LAW_RUNS try other logs, or more of them; a failure prints the seed and the smallest log that breaks the law.
import * as fc from 'fast-check';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';
import type { InputFile } from '../../src/engine/input-file.ts';
import { runAudit } from '../../src/engine/run-audit.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { list, listRates } from '../pricing/bundled-list.ts';

const seed = Number(process.env.LAW_SEED ?? 20261121);
const factor = Number(process.env.LAW_RUNS ?? 1);

export async function hold<T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  law: (value: T) => Promise<void> | void,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => law(value)),
    { seed, numRuns: Math.ceil(runs * factor), endOnFailure: false },
  );
}

export const settings: AuditSettings = {
  contract: defaultContract(),
  contract_mode: 'soft',
  rates: listRates,
  rate_cards: [{ id: list.id, as_of: list.as_of ?? null, sha256: null }],
  target_pct: 2,
  group_by: ['model', 'component', 'feature', 'error', 'day', 'grade'],
  bucket: { owner: null, sla_days: null },
  tool_version: '0.0.0',
  severities: {},
};

export async function reportOf(files: readonly InputFile[], more: Partial<AuditSettings> = {}): Promise<AuditReport> {
  const { report, unreadable } = await runAudit(files, { ...settings, ...more });
  if (unreadable[0]) throw unreadable[0];
  return report;
}
