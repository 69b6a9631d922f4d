// findings [CODE]: what can be raised, why it matters and what to do. The texts stand with the findings themselves.
import { findings } from '../../audit/findings/index.ts';
import { UsageError } from '../../model/errors.ts';
import { type FindingText, severities } from '../../model/finding.ts';
import { jsonText } from '../../report/json.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { columns, paragraph } from '../plain-text.ts';

export function findingsCommand(code: string | undefined, flags: { readonly json?: boolean }, io: Io): number {
  const chosen = code === undefined ? findings : [findingNamed(code)];
  if (flags.json) io.stdout.write(jsonText(chosen.map(textOf)));
  else io.stdout.write(code === undefined ? listText() : chosen.map(findingText).join('\n'));
  return exitCodes.fine;
}

function findingNamed(code: string): FindingText {
  const finding = findings.find((known) => known.code === code);
  if (finding) return finding;
  const codes = findings.map((known) => known.code);
  throw new UsageError(
    `there is no finding "${code}"`,
    didYouMean(code, codes) ?? '`attrib-audit findings` lists them',
  );
}

function textOf({ code, severity, title, why, fix }: FindingText): FindingText {
  return { code, severity, title, why, fix };
}

function listText(): string {
  const bySeverity = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return [
    ...columns([
      ['CODE', 'SEVERITY', 'TITLE'],
      ...bySeverity.map(({ code, severity, title }) => [code, severity, title]),
    ]),
    '',
    'attrib-audit findings CODE says why it matters and what to do; "severities" in the config changes a severity.',
    '',
  ].join('\n');
}

function findingText({ code, severity, title, why, fix }: FindingText): string {
  return [
    `${code} (${severity}): ${title}`,
    '',
    'Why it matters',
    ...paragraph(why),
    '',
    'What to do',
    ...paragraph(fix),
    '',
  ].join('\n');
}
