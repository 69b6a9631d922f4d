// A sheet as Markdown, whole: a statement is a record, not a comment.
import { code, prose, table } from '../markdown/text.ts';
import { cellText, type Sheet, type SheetCell, type SheetSection } from './sheet.ts';

export function sheetToMarkdown({ title, aside, lines, sections }: Sheet): string {
  const blocks = [
    [`## ${prose(title)}`],
    ...(aside === '' ? [] : [[`${prose(aside)}.`]]),
    ...(lines.length === 0 ? [] : [lines.map((line) => `- ${prose(line)}`)]),
    ...sections.flatMap(sectionBlocks),
  ];
  return `<!-- attrib-audit report -->\n${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function sectionBlocks({ title, aside, columns, rows, total, notes }: SheetSection): string[][] {
  const heads = columns.map(({ head, align }) => (align === 'right' ? `>${head}` : head));
  const body = [...rows, ...(total ? [total] : [])].map((cells) => cells.map(drawn));
  return [
    [`### ${prose(title)}${aside === '' ? '' : `: ${prose(aside)}`}`],
    ...(body.length === 0 ? [] : [[...table(heads, body)]]),
    ...notes.map((note) => [prose(note)]),
  ];
}

function drawn(cell: SheetCell): string {
  if (cell.kind === 'name') return code(cell.text);
  if (cell.kind === 'none') return `**${cell.text}**`;
  // A number at the start of a cell is no list.
  return cell.kind === 'text' && !/^[\d.,]+( %)?$/.test(cell.text) ? prose(cell.text) : cellText(cell);
}
