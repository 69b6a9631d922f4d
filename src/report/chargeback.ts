// The chargeback and the statement of one team: terminal, Markdown, HTML, CSV and JSON.
import {
  type ChargebackDocument,
  type ChargedUnit,
  chargebackSchema,
  type LongChargeback,
} from '../model/chargeback.ts';
import { chargebackSheet, shownUnits } from './chargeback/chargeback-sheet.ts';
import { cellText } from './csv-cell.ts';
import { jsonText } from './json-text.ts';
import { printableDocument } from './printable.ts';
import { sheetToHtml } from './sheet/to-html.ts';
import { sheetToMarkdown } from './sheet/to-markdown.ts';
import { sheetToTerminal } from './sheet/to-terminal.ts';
import type { Style } from './style.ts';

export const chargebackWriters = {
  terminal: (document: LongChargeback, style: Style): string =>
    sheetToTerminal(chargebackSheet(printableDocument(shortened(document), style.unicode)), style),
  markdown: (document: LongChargeback): string =>
    sheetToMarkdown(chargebackSheet(printableDocument(shortened(document), true))),
  html: (document: LongChargeback): string =>
    sheetToHtml(chargebackSheet(printableDocument(shortened(document), true))),
  csv: chargebackToCsv,
  json: chargebackToJson,
} as const;

/** With as many units of each field as a sheet shows. */
function shortened(document: LongChargeback): ChargebackDocument {
  return withUnits(document, (units) => {
    const first: ChargedUnit[] = [];
    for (const unit of units) {
      first.push(unit);
      if (first.length === shownUnits) break;
    }
    return first;
  });
}

function withUnits(
  { units, ...document }: LongChargeback,
  list: (units: Iterable<ChargedUnit>) => ChargedUnit[],
): ChargebackDocument {
  const by = Object.fromEntries(Object.entries(units.by).map(([field, some]) => [field, list(some)]));
  return { ...document, units: { ...units, by } };
}

/** In pieces: there may be a unit for every call. */
function* chargebackToJson(document: LongChargeback): Iterable<string> {
  let rest = jsonText(chargebackSchema.parse(withUnits(document, () => [])));
  for (const [field, units] of Object.entries(document.units.by)) {
    // In a value its quotes would be escaped.
    const [name, list] = [JSON.stringify(field), '[]'];
    const at = rest.indexOf(`${name}: ${list}`) + `${name}: `.length;
    yield rest.slice(0, at);
    yield* unitList(units);
    rest = rest.slice(at + list.length);
  }
  yield rest;
}

function* unitList(units: Iterable<ChargedUnit>): Iterable<string> {
  let before = '[';
  for (const unit of units) {
    yield `${before}\n${' '.repeat(8)}${jsonText(unit)
      .trimEnd()
      .replaceAll('\n', `\n${' '.repeat(8)}`)}`;
    before = ',';
  }
  yield before === '[' ? '[]' : `\n${' '.repeat(6)}]`;
}

const columns = ['kind', 'team', 'cost_center', 'provider', 'model', 'pool', 'usd', 'calls'] as const;

/** The lines alone: their `usd` adds up to what is shown. */
function chargebackToCsv({ lines, group_by, period }: LongChargeback): string {
  const head = [...columns, ...group_by.map((field) => `group_${field}`), 'period_from', 'period_to'];
  const rows = lines.map((line) =>
    [
      ...columns.map((column) => cellText(line[column], column === 'usd' || column === 'calls')),
      ...group_by.map((field) => cellText(line.groups[field], false)),
      cellText(period.from, false),
      cellText(period.to, false),
    ].join(','),
  );
  return `${[head.join(','), ...rows].join('\n')}\n`;
}
