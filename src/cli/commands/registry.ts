// registry check FILE: everything that is wrong with a registry. registry suggest files…: rules that the logs propose, as YAML.

import path from 'node:path';
import { openSuggestions } from '../../audit/open-suggestions.ts';
import { judgeTraces } from '../../engine/read-traces.ts';
import { type RegistryFile, registrySchema } from '../../model/registry.ts';
import { registryFaults } from '../../registry/registry-faults.ts';
import { counted } from '../../report/figures.ts';
import { jsonText } from '../../report/json.ts';
import { suggestionsToYaml } from '../../report/suggestions.ts';
import { pathText } from '../check-document.ts';
import { defaultTop } from '../destinations.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { readDocument } from '../read-document.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';

interface Told {
  readonly path: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

export async function registryCheckCommand(file: string, flags: { readonly json?: boolean }, io: Io): Promise<number> {
  const { value } = await readDocument(path.resolve(io.cwd, file), file, 'registry');
  const parsed = registrySchema.safeParse(value);
  const faults: readonly Told[] = parsed.success
    ? registryFaults(parsed.data).map(({ path: at, message, hint }) => ({ path: at, message, hint }))
    : parsed.error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message }));
  if (flags.json) io.stdout.write(jsonText({ passed: faults.length === 0, faults }));
  else io.stdout.write(faults.length === 0 && parsed.success ? fineText(file, parsed.data) : faultText(file, faults));
  return faults.length === 0 ? exitCodes.fine : exitCodes.gateFailed;
}

function fineText(file: string, { teams, identities = [], parents = [] }: RegistryFile): string {
  const exclusive = identities.filter((rule) => rule.exclusive).length;
  return `${file} is fine: ${counted(teams.length, 'team')}, ${counted(parents.length, 'parent')}, ${counted(identities.length, 'identity rule')}, ${exclusive} exclusive\n`;
}

function faultText(file: string, faults: readonly Told[]): string {
  return [
    `${file} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`,
    ...faults.flatMap(({ path: at, message, hint }) => [
      `  ${at === '' ? '' : `${at}: `}${message}`,
      ...(hint === undefined ? [] : [`      ${hint}`]),
    ]),
    '',
  ].join('\n');
}

export interface SuggestFlags extends InputFlags, SettingsFlags {
  readonly json?: boolean;
  readonly top?: number;
}

/** Few: they are held beside what is being judged, and their order is of no use. */
const asideCharacters = 2 * 1024 * 1024;

export async function registrySuggestCommand(
  operands: readonly string[],
  flags: SuggestFlags,
  io: Io,
): Promise<number> {
  const { audit: settings } = await loadSettings(flags, io);
  const files = await openInputs(operands, flags, io);
  const { suggestions, unreadable } = await judgeUnderway(files, flags, io, async (read) => {
    const { see, finish } = openSuggestions(settings, read.sortTexts(asideCharacters));
    await judgeTraces(read, settings, see);
    return { suggestions: finish(), unreadable: read.unreadable };
  });
  io.stdout.write(flags.json ? jsonText(suggestions) : suggestionsToYaml(suggestions, flags.top ?? defaultTop));
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}
