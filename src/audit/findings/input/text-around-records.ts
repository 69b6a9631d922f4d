// Lines without a JSON object: rightly passed over in pasted text, a loss in a damaged file. The list of inputs says where they are.
import { defineFinding } from '../define-finding.ts';

export const inputTextAroundRecords = defineFinding({
  code: 'input/text-around-records',
  severity: 'note',
  title: 'Lines of other text between the records',
  why: 'They hold no JSON object and were passed over; if they should have been records, they are missing from the figures.',
  fix: 'Look at the lines if their number surprises you; the list of inputs says which file has how many.',
  *checkReport({ generated_from: { inputs } }) {
    const lines = inputs.reduce((sum, input) => sum + input.text_lines, 0);
    if (lines > 0)
      yield {
        message: `${lines} ${lines === 1 ? 'line holds' : 'lines hold'} no record`,
        at_stake: 0n,
        records: lines,
        evidence: { lines: String(lines) },
      };
  },
});
