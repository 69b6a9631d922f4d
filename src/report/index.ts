// Reporters: pure functions from the report document to text. They never print, read the terminal or choose an exit code.
import { reportToHtml } from './html.ts';
import { reportToJson } from './json.ts';
import type { Reporter } from './style.ts';
import { reportToTerminal } from './terminal.ts';

export { explanationToTerminal } from './explanation.ts';
export type { Reporter, Style } from './style.ts';

export const reporters = {
  terminal: reportToTerminal,
  json: reportToJson,
  html: reportToHtml,
} as const satisfies Readonly<Record<string, Reporter>>;
