// Reporters: pure functions from the report document to text. They never print, read the terminal or choose an exit code.
import type { Reporter } from './style.ts';

export { startsLikeOurs } from './own-output.ts';
export type { Reporter, Style } from './style.ts';

/** By the name that `--format` takes; each is loaded when it is asked for, so that a run pays for its own outputs only. */
export const reporters = {
  terminal: async () => (await import('./terminal.ts')).reportToTerminal,
  json: async () => (await import('./json.ts')).reportToJson,
  html: async () => (await import('./html.ts')).reportToHtml,
  markdown: async () => (await import('./markdown.ts')).reportToMarkdown,
  csv: async () => (await import('./csv.ts')).reportToCsv,
  jsonl: async () => (await import('./jsonl.ts')).reportToJsonl,
  sarif: async () => (await import('./sarif.ts')).reportToSarif,
  junit: async () => (await import('./junit.ts')).reportToJunit,
  gitlab: async () => (await import('./gitlab.ts')).reportToGitlab,
  github: async () => (await import('./github.ts')).reportToGithub,
  prometheus: async () => (await import('./prometheus.ts')).reportToPrometheus,
  'otlp-metrics': async () => (await import('./otlp-metrics.ts')).reportToOtlpMetrics,
  grafana: async () => (await import('./grafana.ts')).reportToGrafana,
} as const satisfies Readonly<Record<string, () => Promise<Reporter>>>;

export type ReportKind = keyof typeof reporters;
