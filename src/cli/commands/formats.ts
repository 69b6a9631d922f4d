// formats [ID]: what is recognised, what each source can prove, and for one source where every field is read from.
import type { Format, Paths } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import { sampleLines } from '../../formats/sample-lines.ts';
import { UsageError } from '../../model/errors.ts';
import { jsonText } from '../../report/json.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { columns, paragraph } from '../plain-text.ts';

export function formatsCommand(id: string | undefined, flags: { readonly json?: boolean }, io: Io): number {
  if (id === undefined) {
    io.stdout.write(flags.json ? jsonText(formats.map(tableOf)) : listText());
    return exitCodes.fine;
  }
  const format = formats.find((known) => known.id === id);
  if (!format) {
    const ids = formats.map((known) => known.id);
    throw new UsageError(`there is no format "${id}"`, knownNames(id, ids));
  }
  io.stdout.write(flags.json ? jsonText(tableOf(format)) : formatText(format));
  return exitCodes.fine;
}

/** The declarative part: functions are no data. */
function tableOf({ split: _split, settle: _settle, arrange: _arrange, remember: _remember, ...table }: Format): object {
  const { containers = [], line = null } = sampleLines[table.id] ?? {};
  return { ...table, containers, sample: line };
}

function listText(): string {
  const mark = (has: boolean | undefined): string => (has ? 'yes' : '-');
  const rows = formats.map(({ id, title, proves }) => [
    id,
    mark(proves?.owner),
    mark(proves?.trace),
    mark(proves?.usage),
    mark(proves?.cost),
    proves?.aggregate ? 'sums' : 'calls',
    (sampleLines[id]?.containers ?? []).join(' '),
    title,
  ]);
  return [
    ...columns([['FORMAT', 'OWNER', 'TRACE', 'USAGE', 'COST', 'ROWS', 'CONTAINER', 'SOURCE'], ...rows]),
    '',
    'OWNER to COST say what a record of the format can carry at all; rows that are sums feed no coverage.',
    'CONTAINER is how its exports usually come; the same records are read from any other: JSON, JSON lines, CSV, Parquet.',
    'Each record is recognised by its own keys, so one file may mix formats; --from FORMAT forces one.',
    'attrib-audit formats FORMAT shows where every field is read from.',
    '',
  ].join('\n');
}

function formatText(format: Format): string {
  const { fields, dialects = [], usage = {}, tokens, labels = [], traps = [], never_read = [] } = format;
  return [
    `${format.id}: ${format.title}`,
    ...provesLines(format),
    '',
    'Recognised when all of these hold',
    ...format.recognise.flatMap((condition) => paragraph(conditionText(condition), '- ')),
    '',
    'Fields, the first path that is there wins',
    ...columns(Object.entries(fields).map(([field, paths]) => [`  ${field}`, pathsText(paths)])),
    ...dialects.flatMap((dialect) =>
      section(
        `Counts when ${dialect.when.map(conditionText).join(' and ')}`,
        countLines(dialect.usage, dialect.tokens),
      ),
    ),
    ...section(dialects.length === 0 ? 'Counts' : 'Counts otherwise', countLines(usage, tokens)),
    ...section('Searched for ownership names', labels.length === 0 ? [] : paragraph(labels.join(', '))),
    ...section(
      'Worth knowing',
      traps.flatMap((trap) => paragraph(trap, '- ')),
    ),
    ...section('Never read', never_read.length === 0 ? [] : paragraph(never_read.join(', '))),
    ...section('A record of it', sampleText(format.id)),
    '',
  ].join('\n');
}

/** What a record can carry at all, and what it cannot. */
function provesLines({ id, proves, hop }: Format): readonly string[] {
  const all = (['owner', 'trace', 'usage', 'cost'] as const).map((name): [string, boolean] => [
    name,
    proves?.[name] ?? false,
  ]);
  const listed = (has: boolean): string => {
    const names = all.flatMap(([name, carried]) => (carried === has ? [name] : []));
    return names.length === 0 ? 'nothing' : names.join(', ');
  };
  const containers = sampleLines[id]?.containers ?? [];
  return [
    ...paragraph(`written by: ${hop}; usually comes as: ${containers.join(', ')}`),
    ...paragraph(`can prove: ${listed(true)}; cannot: ${listed(false)}`),
    ...(proves?.aggregate
      ? paragraph('its rows are sums of several requests: they feed reconcile and estimate, never coverage')
      : []),
  ];
}

/** The whole record on one line, to be copied; long ones are cut. */
function sampleText(id: string): readonly string[] {
  const line = sampleLines[id]?.line;
  return line === undefined ? [] : [`  ${line}`];
}

function countLines(usage: NonNullable<Format['usage']>, tokens: Format['tokens']): readonly string[] {
  return [
    ...columns(Object.entries(usage).map(([name, paths]) => [`  ${name}`, paths.join(', ')])),
    ...Object.entries(tokens ?? {}).map(([name, where]) => `  ${name} is counted ${where.replaceAll('-', ' ')}`),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** A condition that lists a hundred spellings is told by its first ones; the fields below list them all. */
const namesShown = 8;

function conditionText(condition: string | readonly string[]): string {
  if (typeof condition === 'string') return condition.startsWith('!') ? `not ${condition.slice(1)}` : condition;
  const more = condition.length - namesShown;
  const shown = condition.slice(0, more > 1 ? namesShown : condition.length).map(conditionText);
  const last = condition.at(-1) ?? '';
  // What must not be there stands last and says most.
  const rest = more > 1 ? `, … (${more} more${last.startsWith('!') ? `), ${conditionText(last)}` : ')'}` : '';
  return `any of ${shown.join(', ')}${rest}`;
}

interface UnitPaths {
  readonly from: Paths;
  readonly unit?: string;
  readonly duration?: UnitPaths;
}

function pathsText(paths: Paths | UnitPaths): string {
  if (!('from' in paths)) return paths.join(', ');
  const direct = `${paths.from.join(', ')}${paths.unit === undefined ? '' : ` (${paths.unit})`}`;
  const lasting = paths.duration ? `start plus ${pathsText(paths.duration)}` : '';
  return [paths.from.length === 0 ? '' : direct, lasting].filter((text) => text !== '').join(', else ');
}
