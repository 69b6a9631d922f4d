// Reporters: pure functions from the report document to text. They never print, read the terminal or choose an exit code.
import { reportToJson } from './json.ts';
import type { Reporter } from './style.ts';
import { reportToTerminal } from './terminal.ts';

export { explanationToTerminal } from './explanation.ts';
export type { Reporter, Style } from './style.ts';

export const reporters: { readonly terminal: Reporter; readonly json: Reporter } = {
  terminal: reportToTerminal,
  json: reportToJson,
};
