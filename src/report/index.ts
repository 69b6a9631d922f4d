// Reporters: pure functions from the report document to text. They never print, read the terminal or choose an exit code.
import { reportToCsv } from './csv.ts';
import { reportToGithub } from './github.ts';
import { reportToGitlab } from './gitlab.ts';
import { reportToGrafana } from './grafana.ts';
import { reportToHtml } from './html.ts';
import { reportToJson } from './json.ts';
import { reportToJsonl } from './jsonl.ts';
import { reportToJunit } from './junit.ts';
import { reportToMarkdown } from './markdown.ts';
import { reportToOtlpMetrics } from './otlp-metrics.ts';
import { reportToPrometheus } from './prometheus.ts';
import { reportToSarif } from './sarif.ts';
import type { Reporter } from './style.ts';
import { reportToTerminal } from './terminal.ts';

export { explanationToTerminal } from './explanation.ts';
export { startsLikeOurs } from './own-output.ts';
export type { Reporter, Style } from './style.ts';
export { suggestionsToYaml } from './suggestions.ts';

/** By the name that `--format` takes. */
export const reporters = {
  terminal: reportToTerminal,
  json: reportToJson,
  html: reportToHtml,
  markdown: reportToMarkdown,
  csv: reportToCsv,
  jsonl: reportToJsonl,
  sarif: reportToSarif,
  junit: reportToJunit,
  gitlab: reportToGitlab,
  github: reportToGithub,
  prometheus: reportToPrometheus,
  'otlp-metrics': reportToOtlpMetrics,
  grafana: reportToGrafana,
} as const satisfies Readonly<Record<string, Reporter>>;
