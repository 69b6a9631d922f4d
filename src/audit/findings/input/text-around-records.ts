// Lines without a JSON object: rightly passed over in pasted text, a loss in a damaged file.
import { defineFinding } from '../define-finding.ts';

export const inputTextAroundRecords = defineFinding({
  code: 'input/text-around-records',
  severity: 'note',
  title: 'Lines of other text between the records',
  why: 'They hold no JSON object and were passed over; if they should have been records, they are missing from the figures.',
  fix: 'Look at the lines if their number surprises you.',
  *checkReport({ generated_from: { inputs } }) {
    for (const { path, text_lines: lines } of inputs) {
      if (lines > 0)
        yield {
          message: `${lines} ${lines === 1 ? 'line' : 'lines'} of text in ${path}`,
          at_stake: 0n,
          evidence: { lines: String(lines), path },
        };
    }
  },
});
