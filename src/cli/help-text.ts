// Help texts: examples of every command, exit codes, and what a bare `attrib-audit` says.
import type { CommandName } from './command-names.ts';
import { exitCodeHelp } from './exit-code.ts';

const examples: Readonly<Record<CommandName, readonly string[]>> = {
  audit: [
    'attrib-audit traces.jsonl',
    'attrib-audit logs/ --group-by feature,model,day',
    'kubectl logs deploy/gateway | attrib-audit -f terminal -f json=report.json',
  ],
  gate: [
    'attrib-audit gate logs/ --min-coverage 95',
    "attrib-audit gate logs/ --max-unattributed '$500' --fail-on error",
    'attrib-audit gate logs/ --max-unattributed 2% --exit-zero',
  ],
  explain: [
    'attrib-audit explain tr_9f4c logs/',
    'attrib-audit explain chatcmpl-8f2 gateway.jsonl app.jsonl --wide',
    'attrib-audit explain --top 1 --on 2026-11-13 logs/',
  ],
  compare: [
    'attrib-audit compare october.jsonl november.jsonl',
    'attrib-audit compare logs/ --split 2026-11-16',
    'attrib-audit compare october.json november.json   (saved with --json)',
  ],
  budgets: [
    'attrib-audit budgets logs/',
    'attrib-audit budgets logs/ --as-of 2026-11-20',
    'attrib-audit gate logs/ --fail-on error   (a spent budget is an error)',
  ],
  chargeback: [
    'attrib-audit chargeback logs/ --since 2026-11-01 --until 2026-11-30',
    'attrib-audit chargeback logs/ --team support -f html=support.html',
    'attrib-audit chargeback logs/ --group-by feature -f csv=lines.csv',
  ],
  formats: ['attrib-audit formats', 'attrib-audit formats litellm-spend-log', 'attrib-audit formats --json'],
  findings: ['attrib-audit findings', 'attrib-audit findings contract/owner-missing', 'attrib-audit findings --json'],
  registry: [
    'attrib-audit registry check attrib-audit.registry.yaml',
    'attrib-audit registry suggest logs/ > proposed.yaml',
    'attrib-audit registry suggest logs/ --registry attrib-audit.registry.yaml --top 20',
  ],
  schema: [
    'attrib-audit schema',
    'attrib-audit schema report > report.schema.json',
    'attrib-audit schema --write schemas',
  ],
  init: ['attrib-audit init', 'attrib-audit init --force'],
};

export function examplesText(name: CommandName): string {
  return ['', 'Examples:', ...examples[name].map((line) => `  ${line}`), ...(judges(name) ? exitCodesText() : [])].join(
    '\n',
  );
}

const judging: ReadonlySet<CommandName> = new Set(['audit', 'gate', 'explain', 'compare', 'budgets', 'chargeback']);
const judges = (name: CommandName): boolean => judging.has(name);

function exitCodesText(): readonly string[] {
  return ['', 'Exit codes:', ...exitCodeHelp.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`)];
}

export const environmentText = [
  '',
  'Environment:',
  '  NO_COLOR, FORCE_COLOR, COLUMNS, TERM and CI are heeded. Nothing is sent anywhere; no prompt text is read.',
].join('\n');

/** For a bare `attrib-audit` on a terminal. */
export const shortHelp = `attrib-audit: who owns every dollar of your AI spend, where ownership gets lost, and whether the price is right

  attrib-audit traces.jsonl      audit a log, an export or a directory of them
  attrib-audit formats           what is recognised: gateway logs, OpenTelemetry, provider logs
  attrib-audit gate logs/ ...    the same with limits, for CI
  attrib-audit --help            everything else

Or paste records right here: attrib-audit -
then paste, and press Ctrl-D.
`;
