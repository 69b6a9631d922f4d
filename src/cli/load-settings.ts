// Settings of one run: flag, then config, then default. Everything that can be wrong is found here, before any input is read.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { BudgetSettings } from '../audit/budgets/budget.ts';
import { findings } from '../audit/findings/index.ts';
import { groupNames } from '../audit/group-keys.ts';
import type { AuditSettings } from '../audit/settings.ts';
import type { Contract } from '../contract/contract.ts';
import { defaultContract } from '../contract/default-contract.ts';
import { UsageError } from '../model/errors.ts';
import type { Approval } from '../model/policy.ts';
import type { Registry } from '../registry/registry.ts';
import type { NamedFile } from './baseline-file.ts';
import { toolVersion } from './bundled.ts';
import { callFilter, type FilterFlags, readMoment } from './call-filter.ts';
import type { Config } from './config/config-schema.ts';
import { configOf, registryBeside } from './config/find-config.ts';
import { didYouMean, knownNames } from './did-you-mean.ts';
import { defaultMaxRejectedPct, readPercent } from './gate-limits.ts';
import type { Io } from './io.ts';
import { loadApprovals, loadPolicy } from './load-policy.ts';
import { ratesFrom } from './rates-settings.ts';
import { type Document, readDocument } from './read-document.ts';
import { tell } from './report-error.ts';
import { isSourceUrl } from './sources/source-url.ts';

export function bucketOf({ exceptions }: Pick<Config, 'exceptions'>): AuditSettings['bucket'] {
  const { owner = null, sla_days = null, due } = exceptions ?? {};
  return { owner, sla_days, ...(due !== undefined && { due }) };
}

export interface SettingsFlags extends FilterFlags {
  readonly config?: string;
  readonly contract?: string;
  readonly registry?: string;
  readonly rates?: readonly string[];
  readonly groupBy?: readonly string[];
  readonly maxRejected?: string;
  readonly asOf?: string;
  readonly quiet?: boolean;
}

export interface Settings {
  readonly audit: AuditSettings;
  readonly maxRejectedPct: number;
  readonly gate: Config['gate'];
  readonly shared_costs: NonNullable<Config['shared_costs']>;
  /** Its files as seen from the working directory. */
  readonly reconcile: NonNullable<Config['reconcile']>;
  /** The baseline that the config names. */
  readonly baselineFile: NamedFile | undefined;
  /** Undefined where there is none. */
  readonly files: { readonly config: NamedFile | undefined; readonly registry: NamedFile | undefined };
  /** Relative paths in the config start here. */
  readonly directory: string;
  readonly config: Config;
  /** What follows from a registry, for another one than the file's. */
  readonly withRegistry: (registry: RegistrySettings) => Promise<RegistrySettings>;
}

/** Share of spend without an owner that a healthy set-up stays under, in percent. */
const defaultTargetPct = 2;

export async function loadSettings(flags: SettingsFlags, io: Io): Promise<Settings> {
  const { cwd } = io;
  const found = await configOf(flags.config, io);
  const config: Config = found?.config ?? {};
  const fromConfig = (file: string): NamedFile => ({ path: path.resolve(found?.directory ?? cwd, file), name: file });
  const fromFlag = (file: string): NamedFile => ({ path: path.resolve(cwd, file), name: file });
  const contractFile = (): NamedFile | undefined => {
    if (flags.contract !== undefined) return fromFlag(flags.contract);
    return config.contract === undefined ? undefined : fromConfig(config.contract);
  };
  const registryUrl = [flags.registry ?? config.registry ?? ''].find(isSourceUrl);
  const registryNamed =
    flags.registry === undefined ? registryFile(config, found?.directory ?? cwd, fromConfig) : fromFlag(flags.registry);
  const registry =
    registryUrl === undefined ? await loadRegistry(registryNamed) : await registryAt(registryUrl, flags, io);
  const maxRejectedPct =
    flags.maxRejected === undefined
      ? (config.gate?.max_rejected_pct ?? defaultMaxRejectedPct)
      : readPercent('--max-rejected', flags.maxRejected);
  const select = callFilter(flags);
  const withRegistry = (changed: typeof registry): Promise<RegistrySettings> =>
    registrySettings(config, changed, flags.asOf, fromConfig);
  const { rates, cards } = await ratesFrom(config, found?.directory ?? cwd, flags, cwd);
  return {
    audit: {
      contract: await loadContract(contractFile()),
      contract_mode: config.contract_mode ?? 'soft',
      rates,
      ...(await withRegistry(registry)),
      rate_cards: cards,
      target_pct: config.target_pct ?? defaultTargetPct,
      group_by: (flags.groupBy ?? config.group_by ?? []).map(knownGroup),
      bucket: bucketOf(config),
      tool_version: await toolVersion(),
      severities: checkSeverities(config.severities ?? {}),
      ...(config.notes && { notes: config.notes }),
      ...(select && { select }),
    },
    maxRejectedPct,
    gate: config.gate,
    files: { config: found?.file, registry: registryUrl === undefined ? registryNamed : undefined },
    directory: found?.directory ?? cwd,
    config,
    withRegistry,
    shared_costs: config.shared_costs ?? [],
    reconcile: {
      ...config.reconcile,
      ...(config.reconcile?.invoices && {
        invoices: config.reconcile.invoices.map((file) => path.relative(cwd, fromConfig(file).path)),
      }),
    },
    baselineFile: config.gate?.baseline === undefined ? undefined : fromConfig(config.gate.baseline),
  };
}

type RegistrySettings = Pick<AuditSettings, 'registry' | 'registry_file' | 'policy' | 'budgets'>;

/** Policies and budgets speak of the registry's teams. */
async function registrySettings(
  config: Config,
  registry: Pick<AuditSettings, 'registry' | 'registry_file'>,
  asOf: string | undefined,
  named: (file: string) => NamedFile,
): Promise<RegistrySettings> {
  const approvals = await loadApprovals(config.policy?.approvals, registry.registry, named);
  const budgets = await budgetSettings(config, registry.registry, approvals, asOf);
  const policy = await loadPolicy(config.policy, registry.registry, budgets);
  return { ...registry, ...(policy && { policy }), ...(budgets && { budgets }) };
}

/** Undefined without any budget. */
async function budgetSettings(
  { budgets = [] }: Config,
  registry: Registry | undefined,
  approvals: readonly Approval[],
  asOf: string | undefined,
): Promise<BudgetSettings | undefined> {
  if (budgets.length === 0 && !registry) return undefined;
  const { configBudgets, registryBudgets } = await import('./load-budgets.ts');
  const { rules, identities } = registry ? registryBudgets(registry) : { rules: [], identities: undefined };
  if (budgets.length + rules.length === 0 && !identities) return undefined;
  return {
    rules: [...rules, ...configBudgets(budgets)],
    ...(identities && { identities }),
    ...(approvals.length > 0 && { approvals }),
    ...(asOf !== undefined && { as_of: readMoment('--as-of', asOf) }),
  };
}

async function loadContract(file: NamedFile | undefined): Promise<Contract> {
  if (file === undefined) return defaultContract();
  const { value } = await readDocument(file.path, file.name, 'contract');
  const { compileContract } = await import('../contract/compile-contract.ts');
  return compileContract(value, file.name);
}

function registryFile(config: Config, directory: string, named: (file: string) => NamedFile): NamedFile | undefined {
  const file = config.registry ?? registryBeside(directory);
  return file === undefined ? undefined : named(file);
}

/** Runs without a registry start without its code. */
async function loadRegistry(file: NamedFile | undefined): Promise<Pick<AuditSettings, 'registry' | 'registry_file'>> {
  if (file === undefined) return {};
  return registryFrom(await readDocument(file.path, file.name, 'registry'), file.name);
}

/** Teams, keys and budgets of a database. What a registry cannot say of them is told once, here. */
async function registryAt(
  operand: string,
  { config, quiet }: SettingsFlags,
  io: Io,
): Promise<Pick<AuditSettings, 'registry' | 'registry_file'>> {
  const { openRegistry } = await import('./sources/index.ts');
  const { name, value, notes } = await openRegistry(operand, config, io);
  if (quiet !== true) for (const note of notes) tell({ message: `${name}: ${note}` }, io);
  return registryFrom({ value, bytes: Buffer.from(JSON.stringify(value)) }, name);
}

/** A registry that was read already. */
export async function registryFrom(
  { value, bytes }: Document,
  name: string,
): Promise<Pick<AuditSettings, 'registry' | 'registry_file'>> {
  const [{ readRegistry }, { checkDocument }, { registrySchema }] = await Promise.all([
    import('../registry/read-registry.ts'),
    import('./check-document.ts'),
    import('../model/registry.ts'),
  ]);
  checkDocument(registrySchema, value, name, 'registry'); // tells misspelt keys better
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { registry: readRegistry(value, name), registry_file: { id: name, sha256 } };
}

function knownGroup(name: string): string {
  if (groupNames.includes(name)) return name;
  throw new UsageError(`cannot group by "${name}"`, knownNames(name, groupNames));
}

function checkSeverities(severities: NonNullable<Config['severities']>): AuditSettings['severities'] {
  const codes = findings.map(({ code }) => code);
  for (const [code, severity] of Object.entries(severities)) {
    if (!codes.includes(code)) {
      throw new UsageError(
        `the config sets the severity of "${code}", which is no finding`,
        didYouMean(code, codes) ?? '`attrib-audit findings` lists them',
      );
    }
    if (severity === 'off' && code.startsWith('input/')) {
      throw new UsageError(
        `the config turns off ${code}`,
        'what could not be read is always told; its severity may be changed',
      );
    }
  }
  return severities;
}
