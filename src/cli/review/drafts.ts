// What the decisions of a review make of its files, and the settings that follow: the score is computed with the very texts
// that `w` writes.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withAccepted } from '../../audit/baseline.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import type { FieldMapping } from '../../formats/field-map.ts';
import { baselineSchema } from '../../model/baseline.ts';
import { UsageError } from '../../model/errors.ts';
import { problemsIn } from '../../model/problem.ts';
import type { AuditReport } from '../../model/report.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Decision } from '../../tui/decisions.ts';
import { breakKey } from '../../tui/review.ts';
import type { NamedFile } from '../baseline-file.ts';
import { checkDocument } from '../check-document.ts';
import { configSchema } from '../config/config-schema.ts';
import { fieldMapOf } from '../field-map.ts';
import { bucketOf, registryFrom, type Settings } from '../load-settings.ts';
import { isYaml, parseDocument } from '../read-document.ts';
import { configDraft, isOfConfig } from './config-draft.ts';
import { isOfRegistry, registryDraft } from './registry-draft.ts';

export type FileKind = 'registry' | 'config' | 'baseline';

/** A file as it was when the review began. */
export interface BaseFile extends NamedFile {
  readonly text: string | undefined;
}

export interface Base {
  readonly files: Readonly<Record<FileKind, BaseFile>>;
  readonly settings: Settings;
  /** `--map`; goes before the config's. */
  readonly mapFlags: readonly string[] | undefined;
}

export interface Drafts {
  /** Files whose text changes. */
  readonly texts: Readonly<Partial<Record<FileKind, string>>>;
  readonly audit: AuditSettings;
  readonly map: readonly FieldMapping[] | undefined;
}

export async function readBase(
  settings: Settings,
  mapFlags: readonly string[] | undefined,
  cwd: string,
): Promise<Base> {
  const beside = (name: string): NamedFile => {
    const file = path.join(settings.directory, name);
    return { path: file, name: path.relative(cwd, file) };
  };
  const files = {
    registry: settings.files.registry ?? beside('attrib-audit.registry.yaml'),
    config: settings.files.config ?? beside('attrib-audit.config.yaml'),
    baseline: settings.baselineFile ?? beside('attrib-audit.baseline.json'),
  };
  const [registry, config, baseline] = await Promise.all([
    withText(files.registry),
    withText(files.config),
    withText(files.baseline),
  ]);
  return { files: { registry, config, baseline }, settings, mapFlags };
}

async function withText(file: NamedFile): Promise<BaseFile> {
  return { ...file, text: await textOf(file) };
}

/** Undefined where there is no file. */
export async function textOf({ path: file }: NamedFile): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Throws UsageError for a decision that no file can hold. `report` is the audit without them. */
export async function draftsOf(
  { files, settings, mapFlags }: Base,
  decisions: readonly Decision[],
  report: AuditReport,
  teamsInLogs: Suggestions['teams'],
): Promise<Drafts> {
  const ofRegistry = decisions.filter(isOfRegistry);
  const ofConfig = decisions.filter(isOfConfig);
  const { registry, config } = files;
  const registryText =
    ofRegistry.length === 0
      ? undefined
      : registryDraft({ text: registry.text, json: !isYaml(registry.path), teamsInLogs }, ofRegistry);
  const configText = ofConfig.length === 0 ? undefined : configDraft(config.text, ofConfig, isYaml(config.path));
  const baselineText = await acceptedText(files.baseline, decisions, report);
  const made = configText === undefined ? undefined : await parsed(config, configText, 'config');
  const read = made && checkDocument(configSchema, made.value, config.name, 'config');
  return {
    texts: {
      ...(registryText !== undefined && { registry: registryText }),
      ...(configText !== undefined && { config: configText }),
      ...(baselineText !== undefined && { baseline: baselineText }),
    },
    audit: {
      ...settings.audit,
      ...(registryText !== undefined &&
        (await settings.withRegistry(
          await registryFrom(await parsed(registry, registryText, 'registry'), registry.name),
        ))),
      ...(read && {
        bucket: bucketOf(read),
        notes: read.notes ?? {},
      }),
    },
    map: fieldMapOf(mapFlags, (read ?? settings.config).map),
  };
}

/** The settings under the registry that the first decision begins with; undefined where there is one, or none that could be. */
export async function firstRegistry(
  { files: { registry }, settings }: Base,
  teamsInLogs: Suggestions['teams'],
): Promise<AuditSettings | undefined> {
  if (settings.audit.registry) return undefined;
  try {
    const text = registryDraft({ text: registry.text, json: !isYaml(registry.path), teamsInLogs }, []);
    const drafted = await registryFrom(await parsed(registry, text, 'registry'), registry.name);
    return { ...settings.audit, ...(await settings.withRegistry(drafted)) };
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

const parsed = (file: NamedFile, text: string, what: string) =>
  parseDocument(Buffer.from(text), file.path, file.name, what);

async function acceptedText(
  file: BaseFile,
  decisions: readonly Decision[],
  report: AuditReport,
): Promise<string | undefined> {
  const accepting = decisions.filter((one) => one.kind === 'accept');
  if (accepting.length === 0) return undefined;
  const problems = problemsIn(report);
  const more = accepting.map(({ problem: key, reason, expires }) => {
    const problem = problems.find((one) => (one.kind === 'break' ? breakKey(one.item) : one.code) === key);
    if (!problem) throw new UsageError(`${key} sums up breaks`, 'accept them one by one among the breaks');
    return { problem, reason, expires };
  });
  const before =
    file.text === undefined
      ? undefined
      : checkDocument(baselineSchema, (await parsed(file, file.text, 'baseline')).value, file.name, 'baseline');
  const next = withAccepted(report, before, more);
  checkDocument(baselineSchema, next, file.name, 'baseline');
  return `${JSON.stringify(next, null, 2)}\n`;
}
