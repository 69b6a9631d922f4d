// The table of a screen that is drawn after every key: the same lines as the table of a report, for any cells.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { penFor } from '../../src/report/pen.ts';
import { type Column, quickTable, table } from '../../src/report/table.ts';

const text = fc.constantFrom(
  '',
  'a',
  '$1,234.56',
  'virtual_key eval-nightly',
  '\u6771\u4eac support',
  'caf\u00e9',
  'x'.repeat(90),
  '\u2717 dropped',
);
const column: fc.Arbitrary<Column> = fc.record(
  {
    head: fc.constantFrom('', 'spend', 'likely cause'),
    align: fc.constant('right' as const),
    least: fc.integer({ min: 3, max: 20 }),
    fit: fc.constantFrom('middle' as const, 'end' as const, 'wrap' as const),
    expendable: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['head'] },
);

test('is what cli-table3 draws', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 6 }),
      fc.array(fc.array(text, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(60, 80, 120),
      fc.boolean(),
      (columns, cells, width, colour) => {
        const pen = penFor({ width, colour, unicode: true, top: 10, groups: [] });
        const rows = cells.map(([, ...row]) => ({
          cells: ['row', ...row].map((one, at) => (at % 2 === 0 ? one : { text: one, tone: 'bad' as const })),
        }));
        expect(quickTable([{ head: 'no' }, ...columns], rows, pen)).toEqual(
          table([{ head: 'no' }, ...columns], rows, pen),
        );
      },
    ),
  );
});
