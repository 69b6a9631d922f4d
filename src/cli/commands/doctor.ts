// doctor: what a run here would use: versions, config, contract, prices, terminal, and the files it would read. Reads no log.
import path from 'node:path';
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import type { Registry } from '../../registry/registry.ts';
import { counted } from '../../report/figures.ts';
import { printable } from '../../report/printable.ts';
import { toolVersion } from '../bundled.ts';
import { locateConfig } from '../config/find-config.ts';
import { exitCodes } from '../exit-code.ts';
import { findInputs } from '../find-inputs.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { columns } from '../plain-text.ts';
import type { Told } from '../report-error.ts';
import { decideColour, decideUnicode, decideWidth } from '../style.ts';

export type DoctorFlags = Pick<SettingsFlags, 'config' | 'contract' | 'registry' | 'rates'>;

interface Row {
  readonly name: string;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly broken?: true;
}

export async function doctorCommand(operands: readonly string[], flags: DoctorFlags, io: Io): Promise<number> {
  const rows = [
    { name: 'attrib-audit', text: await toolVersion() },
    { name: 'node', text: io.runtime },
    ...(await settingsRows(flags, io)),
    { name: 'output', text: outputText(io) },
    ...(await inputRows(operands, flags, io)),
  ];
  const shown = rows.flatMap(({ name, text, hint, broken }) => [
    [broken ? 'BROKEN' : 'ok', name, printable(text, true)],
    ...(hint === undefined ? [] : [['', '', printable(hint, true)]]),
  ]);
  io.stdout.write(`${columns(shown).join('\n')}\n`);
  return rows.some(({ broken }) => broken) ? exitCodes.couldNotJudge : exitCodes.fine;
}

async function settingsRows(flags: DoctorFlags, io: Io): Promise<readonly Row[]> {
  return attempt('config', async () => {
    const file = locateConfig(flags.config, io.cwd);
    const { audit, baselineFile } = await loadSettings(flags, io);
    const cards = audit.rate_cards.map(({ id, as_of }) => `${id}${as_of === null ? '' : ` as of ${as_of}`}`);
    return [
      { name: 'config', text: file === undefined ? 'none found; defaults hold' : path.relative(io.cwd, file) },
      { name: 'contract', text: `${audit.contract.id} (${audit.contract_mode})` },
      ...(audit.registry ? [{ name: 'registry', text: registryText(audit.registry, audit.registry_file?.id) }] : []),
      { name: 'rate cards', text: cards.join(', ') },
      ...(baselineFile ? [{ name: 'baseline', text: baselineFile.name }] : []),
    ];
  });
}

function registryText({ file }: Registry, name = 'registry'): string {
  return `${name}, ${counted(file.teams.length, 'team')}, ${counted(file.identities?.length ?? 0, 'identity rule')}`;
}

function outputText(io: Io): string {
  const width = decideWidth(io.stdout, io.env, {});
  return [
    io.stdout.isTTY ? 'a terminal' : 'no terminal',
    Number.isFinite(width) ? `${width} columns` : 'lines of any length',
    decideColour(io.stdout, io.env, {}) ? 'colours' : 'no colours',
    decideUnicode(io) ? 'Unicode' : 'ASCII only',
  ].join(', ');
}

async function inputRows(operands: readonly string[], flags: DoctorFlags, io: Io): Promise<readonly Row[]> {
  const lists = await Promise.all(
    operands.map((operand) =>
      attempt('input', async () => {
        const notes: Row[] = [];
        const note = ({ message, hint }: Told): void => {
          notes.push({ name: 'input', text: message, hint });
        };
        const found = await findInputs([operand], '<stdin>', io, flags.config, note);
        const rows = found.map(({ name, size }) => ({
          name: 'input',
          text: size === undefined ? name : `${name}  ${size} bytes`,
        }));
        return [...rows, ...notes];
      }),
    ),
  );
  return lists.flat();
}

/** What a run would refuse is shown in its place, so that one look tells everything. */
async function attempt(name: string, rows: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  try {
    return await rows();
  } catch (error) {
    if (error instanceof UsageError) return [{ name, text: error.message, hint: error.hint, broken: true }];
    if (error instanceof UnreadableInput)
      return [{ name, text: `${error.input}: ${error.message}`, hint: error.hint, broken: true }];
    throw error;
  }
}
