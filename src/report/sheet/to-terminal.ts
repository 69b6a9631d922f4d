// A sheet for a person at a terminal: the longest tables are cut to `top` rows and say so; totals are always whole.
import { counted } from '../figures.ts';
import { heading, type Pen, paragraph, penFor } from '../pen.ts';
import type { Style } from '../style.ts';
import { type Cell, type Column, type Row, table } from '../table.ts';
import { joinBlocks } from '../terminal.ts';
import { cellText, type Sheet, type SheetCell, type SheetSection } from './sheet.ts';

export function sheetToTerminal({ title, aside, lines, sections }: Sheet, style: Style): string {
  const pen = penFor(style);
  const head = [...heading(title, aside, pen), ...lines.flatMap((line) => paragraph(line, pen, { hang: 2 }))];
  return joinBlocks([head, ...sections.map((section) => sectionLines(section, pen))], style.width);
}

function sectionLines({ title, aside, columns, rows, total, notes }: SheetSection, pen: Pen): readonly string[] {
  const shown = rows.slice(0, pen.style.top);
  const all = [...shown, ...(total ? [total] : [])].map((cells): Row => ({ cells: cells.map(drawn) }));
  return [
    ...heading(title, aside, pen),
    ...table(columns.map(columnOf), all, pen),
    ...(rows.length > shown.length
      ? [
          `  ${pen.paint('quiet', `${counted(rows.length - shown.length, 'more row')}; --top ${rows.length} shows all`)}`,
        ]
      : []),
    ...notes.flatMap((note) => paragraph(note, pen, { hang: 2, tone: 'quiet' })),
  ];
}

function columnOf({ head, align, expendable, wrap }: SheetSection['columns'][number], at: number): Column {
  return {
    head,
    ...(align ? { align } : wrap ? { least: 20, fit: 'wrap' as const } : { least: 8, fit: 'middle' as const }),
    ...(at === 0 && align ? { atLeast: 12 } : {}),
    ...(expendable === undefined ? {} : { expendable }),
  };
}

const drawn = (cell: SheetCell): Cell => (cell.kind === 'none' ? { text: cell.text, tone: 'bad' } : cellText(cell));
