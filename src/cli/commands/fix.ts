// fix CODE --for TOOL: the configuration that repairs a finding, ready to paste. Prints only; nothing is changed.
import { fieldsToCarry, fixableCodes, fixTools } from '../../audit/fixes/index.ts';
import { UsageError } from '../../model/errors.ts';
import { jsonText } from '../../report/json.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings } from '../load-settings.ts';
import { columns, paragraph } from '../plain-text.ts';

export interface FixFlags {
  readonly for?: string;
  readonly contract?: string;
  readonly config?: string;
  readonly json?: boolean;
}

export async function fixCommand(code: string | undefined, flags: FixFlags, io: Io): Promise<number> {
  if (code === undefined) {
    io.stdout.write(listText());
    return exitCodes.fine;
  }
  const { audit } = await loadSettings(
    {
      ...(flags.contract === undefined ? {} : { contract: flags.contract }),
      ...(flags.config === undefined ? {} : { config: flags.config }),
    },
    io,
  );
  const fields = fieldsToCarry(code, audit.contract);
  if (!fields) throw new UsageError(`no configuration repairs "${code}"`, knownNames(code, fixableCodes));
  const ids = fixTools.map(({ id }) => id);
  const tool = fixTools.find(({ id }) => id === flags.for);
  if (!tool) {
    const told = flags.for === undefined ? 'fix needs a tool' : `fix knows no tool "${flags.for}"`;
    throw new UsageError(told, flags.for === undefined ? `--for ${ids.join('|')}` : knownNames(flags.for, ids));
  }
  const text = tool.text(fields);
  io.stdout.write(
    flags.json
      ? jsonText({ code, for: tool.id, fields, note: tool.note, text })
      : [`${tool.title}: ${fields.join(', ')}`, ...paragraph(tool.note), '', text].join('\n'),
  );
  return exitCodes.fine;
}

function listText(): string {
  return [
    ...columns([['TOOL', ''], ...fixTools.map(({ id, title }) => [id, title])]),
    '',
    'Findings that a configuration repairs:',
    ...fixableCodes.map((code) => `  ${code}`),
    '',
    'attrib-audit fix CODE --for TOOL prints it, for the fields your contract requires.',
    '',
  ].join('\n');
}
