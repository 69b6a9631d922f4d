// The document itself as JSON: keys in the order of the schema, nothing in it that could steer a terminal.
import { reportSchema } from '../model/report.ts';
import type { Reporter } from './style.ts';

/** JSON.stringify leaves these raw; as escapes they are the same document. */
const steering = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

export const reportToJson: Reporter = (report) => {
  // Parsing rebuilds every object in the order of the schema, whatever order it was built in.
  return jsonText(reportSchema.parse(report));
};

/** Any JSON document as text that is safe to print. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2).replace(steering, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
