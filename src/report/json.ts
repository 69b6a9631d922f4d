// The document itself as JSON: keys in the order of the schema, nothing in it that could steer a terminal.
import { reportSchema } from '../model/report.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './style.ts';

export { jsonText } from './json-text.ts';

export const reportToJson: Reporter = (report) => {
  // Parsing rebuilds every object in the order of the schema, whatever order it was built in.
  // Once for a run: compiling code for every kind of object takes longer than it saves.
  return jsonText(reportSchema.parse(report, { jitless: true }));
};
