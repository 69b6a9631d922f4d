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
  listen: [
    'attrib-audit listen --idle 30s --for 10m',
    'attrib-audit listen --min-coverage 95 --keep received   (in CI: end it with kill -TERM)',
    'attrib-audit listen --otlp 0.0.0.0:4318 --token-file listen.token',
  ],
  explain: [
    'attrib-audit explain tr_9f4c logs/',
    'attrib-audit explain chatcmpl-8f2 gateway.jsonl app.jsonl --wide',
    'attrib-audit explain --top 1 --on 2026-11-13 logs/',
  ],
  review: [
    'attrib-audit review logs/',
    'attrib-audit review gateway.jsonl --registry attrib-audit.registry.yaml --since 2026-11-01',
    'kubectl logs deploy/gateway | attrib-audit review --screen-reader',
  ],
  compare: [
    'attrib-audit compare october.jsonl november.jsonl',
    'attrib-audit compare logs/ --split 2026-11-16',
    'attrib-audit compare october.json november.json   (saved with --json)',
  ],
  trend: [
    'attrib-audit trend logs/',
    'attrib-audit trend reports/2026-*.json --by month',
    'attrib-audit trend october.json november.jsonl -f csv',
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
  export: [
    'attrib-audit export --to csv logs/ > calls.csv',
    'attrib-audit export --to jsonl logs/ --filter part=unattributed',
    'attrib-audit export --to focus logs/ --invoice invoices/ > focus.csv',
  ],
  load: [
    'attrib-audit load logs/ --to clickhouse://loader@ch.internal:8123/ai',
    'attrib-audit load --to clickhouse://ch.internal/ai --ddl --cluster two_shards',
    'attrib-audit clickhouse://ch.internal:8123/ai   (audits what was loaded)',
  ],
  render: [
    'attrib-audit render report.json',
    'attrib-audit render report.json -f html=report.html -f markdown=comment.md',
    'curl -s https://ci.example/report.json | attrib-audit render - -f sarif',
  ],
  reprice: [
    'attrib-audit reprice gateway.jsonl',
    'attrib-audit reprice logs/ -f csv > calls.csv',
    'attrib-audit reprice logs/ --rates contract.yaml --filter owner_team=support --json',
  ],
  estimate: [
    'attrib-audit estimate --model gpt-5.4 --input 1.2B --output 180M --vs claude-sonnet-4-5,gemini-2.5-pro',
    'attrib-audit estimate workloads.yaml',
    'attrib-audit estimate --from-log logs/ --swap gpt-5.4=gpt-5.4-mini',
  ],
  rates: [
    'attrib-audit rates list gpt-5.4',
    'attrib-audit rates show claude-sonnet-4-5 --seller bedrock --region eu --at 2026-05-01',
    'attrib-audit rates check contract.yaml',
    'attrib-audit rates import --from litellm --as-of 2026-08-01 model_prices_and_context_window.json > card.json',
  ],
  reconcile: [
    'attrib-audit reconcile --invoice openai-costs.json gateway.jsonl',
    'attrib-audit reconcile --invoice bills/ --invoice usage.csv logs/ --tolerance 0.5',
    'attrib-audit reconcile --invoice focus.csv logs/ --allocate invoice-tag --json',
  ],
  formats: ['attrib-audit formats', 'attrib-audit formats litellm-spend-log', 'attrib-audit formats --json'],
  findings: ['attrib-audit findings', 'attrib-audit findings contract/owner-missing', 'attrib-audit findings --json'],
  registry: [
    'attrib-audit registry check attrib-audit.registry.yaml',
    'attrib-audit registry suggest logs/ > proposed.yaml',
    'attrib-audit registry suggest logs/ --registry attrib-audit.registry.yaml --top 20',
  ],
  fix: [
    'attrib-audit fix',
    'attrib-audit fix contract/field-missing --for litellm',
    'attrib-audit fix trace/field-dropped --for openai-python',
  ],
  schema: [
    'attrib-audit schema',
    'attrib-audit schema report > report.schema.json',
    'attrib-audit schema --write schemas',
  ],
  init: ['attrib-audit init', 'attrib-audit init --force'],
  doctor: ['attrib-audit doctor', 'attrib-audit doctor logs/', 'attrib-audit doctor logs/ --config ci/audit.json'],
  completion: [
    'source <(attrib-audit completion bash)',
    'attrib-audit completion zsh > ~/.zfunc/_attrib-audit',
    'attrib-audit completion fish > ~/.config/fish/completions/attrib-audit.fish',
  ],
  man: ['attrib-audit man | man -l -', 'attrib-audit man > /usr/local/share/man/man1/attrib-audit.1'],
};

export const examplesOf = (name: CommandName): readonly string[] => examples[name];

export function examplesText(name: CommandName): string {
  return ['', 'Examples:', ...examples[name].map((line) => `  ${line}`), ...(judges(name) ? exitCodesText() : [])].join(
    '\n',
  );
}

const judging: readonly CommandName[] = [
  'audit',
  'gate',
  'listen',
  'explain',
  'compare',
  'trend',
  'budgets',
  'chargeback',
  'render',
  'reprice',
  'reconcile',
];
const judges = (name: CommandName): boolean => judging.includes(name);

function exitCodesText(): readonly string[] {
  return ['', 'Exit codes:', ...exitCodeHelp.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`)];
}

export const environmentLine =
  'NO_COLOR, FORCE_COLOR, COLUMNS, TERM and CI are heeded. Nothing is sent anywhere; no prompt text is read.';

export const environmentText = ['', 'Environment:', `  ${environmentLine}`].join('\n');

/** For a bare `attrib-audit` on a terminal. */
export const shortHelp = `attrib-audit: who owns every dollar of your AI spend, where ownership gets lost, and whether the price is right

  attrib-audit traces.jsonl      audit a log, an export or a directory of them
  attrib-audit formats           what is recognised: gateway logs, OpenTelemetry, provider logs
  attrib-audit gate logs/ ...    the same with limits, for CI
  attrib-audit --help            everything else

Or paste records right here: attrib-audit -
then paste, and press Ctrl-D.
`;
