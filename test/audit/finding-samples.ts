// The samples of the findings: samples/findings/<family>/<slug>/{hit,quiet}, read like any input and audited with fixed prices.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { audit } from '../../src/audit/audit.ts';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import type { Finding } from '../../src/audit/findings/define-finding.ts';
import { findings } from '../../src/audit/findings/index.ts';
import { compilePolicy } from '../../src/audit/policy/compile-policy.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { configBudgets } from '../../src/cli/load-budgets.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Occurrence } from '../../src/model/finding.ts';
import { policySchema } from '../../src/model/policy.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { readRateCard } from '../../src/pricing/rate-card-file.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { saidOf } from './said-of.ts';

export const samplesFolder = fileURLToPath(new URL('../../samples/findings/', import.meta.url));

const card = readRateCard(JSON.parse(readFileSync(`${samplesFolder}rates.json`, 'utf8')), 'rates.json');

const contract = readRateCard(JSON.parse(readFileSync(`${samplesFolder}contract.json`, 'utf8')), 'contract.json');

export const sampleSettings: AuditSettings = {
  contract: defaultContract(),
  contract_mode: 'soft',
  rates: compileRates([card, contract]),
  rate_cards: [{ id: card.id, as_of: card.as_of ?? null, sha256: null }],
  target_pct: 2,
  group_by: [],
  bucket: { owner: null, sla_days: null },
  tool_version: '0.0.0',
  severities: {},
};

export interface Raised {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly occurrence: Occurrence;
}

export interface AuditedSample {
  readonly raised: readonly Raised[];
  readonly report: AuditReport;
}

/** With what lies beside the input: a registry, a policy, budgets. */
function settingsIn(folder: string): AuditSettings {
  const beside = (name: string): unknown =>
    existsSync(`${folder}/${name}`) ? JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) : undefined;
  const [registryFile, policyFile] = [beside('registry.json'), beside('policy.json')];
  const registry = registryFile === undefined ? undefined : readRegistry(registryFile, 'registry.json');
  const budgetsFile = beside('budgets.json') as Parameters<typeof configBudgets>[0] | undefined; // our own file
  const budgets = budgetsFile && { rules: configBudgets(budgetsFile) };
  const policy =
    policyFile === undefined ? undefined : compilePolicy(policySchema.parse(policyFile), registry, budgets);
  return {
    ...sampleSettings,
    ...(registry && { registry }),
    ...(policy && { policy }),
    ...(budgets && { budgets }),
  };
}

/** The one input file of a folder; its name decides how it is unpacked. */
export async function auditSample(folder: string): Promise<AuditedSample> {
  const name = readdirSync(folder).find((file) => file.startsWith('input.'));
  if (name === undefined) throw new Error(`${folder} has no input.* file`);
  const bytes = new Uint8Array(readFileSync(`${folder}/${name}`));
  async function* open(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const { events, inputs } = await readInputs([{ name, open }]);
  const settings = settingsIn(folder);
  const report = audit(events, inputs, settings);
  const traces = buildTraces(events).map((trace) => auditTrace(trace, settings));
  const raised = findings.flatMap((finding) => {
    const { code, severity, checkReport } = finding;
    const said = [...traces.flatMap((trace) => saidOf(trace, finding)), ...(checkReport?.(report) ?? [])];
    return said.map((occurrence) => ({ code, severity, occurrence }));
  });
  return { raised, report };
}
