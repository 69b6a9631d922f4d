// Records that could not be read.
import { defineFinding } from '../define-finding.ts';

export const inputRecordRejected = defineFinding({
  code: 'input/record-rejected',
  severity: 'error',
  title: 'Records that could not be read',
  why: 'What they cost and who owns it is missing from every figure of this report.',
  fix: 'Repair or re-export the lines named; `attrib-audit formats` lists what is recognised.',
  *checkReport({ generated_from: { inputs } }) {
    for (const { path, problems } of inputs) {
      for (const { line, reason, records } of problems) {
        const where = { source: path, line, offset: 0, format: '' };
        yield {
          message: `${records} x ${reason}`,
          where,
          at_stake: 0n,
          evidence: { reason, records: String(records) },
        };
      }
    }
  },
});
