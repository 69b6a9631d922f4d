// The table of reports and screens draws cells that fit as cli-table3 does, which measures well and is too slow for both.
import Table from 'cli-table3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { penFor } from '../../src/report/pen.ts';
import { type Column, table } from '../../src/report/table.ts';

const text = fc.constantFrom(
  '',
  'a',
  '$1,234.56',
  'virtual_key eval-nightly',
  '\u6771\u4eac support',
  'caf\u00e9',
  'x'.repeat(90),
  '\u2717 dropped',
  '\u{1f600} e\u0301',
);
const column: fc.Arbitrary<Column> = fc.record(
  { head: fc.constantFrom('spend', 'likely cause', '\u6771\u4eac'), align: fc.constant('right' as const) },
  { requiredKeys: ['head'] },
);
const bare = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) =>
    side === 'left' || side === 'right'
      ? [side, `${side}-mid`].map((name) => [name, ''])
      : [side, `${side}-mid`, `${side}-left`, `${side}-right`].map((name) => [name, '']),
  ),
);

function byLibrary(columns: readonly Column[], cells: readonly (readonly string[])[]): readonly string[] {
  const drawing = new Table({
    chars: { ...bare, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map(({ align }) => align ?? 'left'),
  });
  for (const row of cells) drawing.push([...row]);
  return drawing
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

test('is what cli-table3 draws', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 5 }),
      fc.array(fc.array(text, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (drawn, texts, colour) => {
        const pen = penFor({ width: 1000, colour, unicode: true, top: 10, groups: [] });
        const columns = [{ head: 'no' }, ...drawn];
        const cells = [...texts.map((row) => ['row', ...row]), columns.map(() => 'never empty')];
        const toned = cells.map((row) => row.slice(0, columns.length));
        const rows = toned.map((row) => ({
          cells: row.map((one, at) => (at % 2 === 0 ? one : { text: one, tone: 'bad' as const })),
        }));
        const painted = toned.map((row) => row.map((one, at) => (at % 2 === 0 ? one : pen.paint('bad', one))));
        const heads = columns.map(({ head }) => pen.paint('quiet', head));
        expect(table(columns, rows, pen, 0)).toEqual(byLibrary(columns, [heads, ...painted]));
      },
    ),
  );
});
