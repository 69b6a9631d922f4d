// The published schemas. Each describes the wire side of a zod schema; the contract and the XML schema are written by hand and shipped as they are.
import * as z from 'zod';
import { baselineSchema } from '../model/baseline.ts';
import { budgetsSchema } from '../model/budgets.ts';
import { callRowSchema } from '../model/call-row.ts';
import { chargebackSchema } from '../model/chargeback.ts';
import { codeQualitySchema } from '../model/code-quality.ts';
import { periodComparisonSchema } from '../model/comparison.ts';
import { csvRowSchema } from '../model/csv-row.ts';
import { estimateDocumentSchema, workloadsSchema } from '../model/estimate.ts';
import { eventWireSchema } from '../model/event-wire.ts';
import { explanationSchema } from '../model/explanation.ts';
import { focusRowSchema } from '../model/focus-row.ts';
import { metricSchema } from '../model/metrics.ts';
import { otlpMetricsSchema } from '../model/otlp-metrics.ts';
import { approvalsSchema } from '../model/policy.ts';
import { quickAuditSchema } from '../model/quick-audit.ts';
import { rateCardSchema } from '../model/rate-card.ts';
import { cardCheckSchema, ratesDocumentSchema } from '../model/rates-document.ts';
import { reconciliationSchema } from '../model/reconciliation.ts';
import { findingTextSchema, formatTableSchema } from '../model/reference.ts';
import { registrySchema } from '../model/registry.ts';
import { reportSchema } from '../model/report.ts';
import { reportLineSchema } from '../model/report-line.ts';
import { repriceDocumentSchema } from '../model/repricing.ts';
import { sarifLogSchema } from '../model/sarif-log.ts';
import { trendSchema } from '../model/trend.ts';
import { readShippedContract, readShippedSchema } from './bundled.ts';
import { configSchema } from './config/config-schema.ts';

interface Published {
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** Which side of the schema the file holds: what may be written, or what is given out. */
  readonly io: 'input' | 'output';
}

const published = {
  event: {
    title: 'Event',
    description:
      'One model request or one hop of its path, as a JSON line. All keys are optional and others are ignored.',
    schema: eventWireSchema,
    io: 'input',
  },
  'rate-card': {
    title: 'Rate card',
    description: 'Dated prices per token class, given with --rates.',
    schema: rateCardSchema,
    io: 'input',
  },
  config: {
    title: 'Config',
    description: 'attrib-audit.config.json, .jsonc or .yaml in the project.',
    schema: configSchema,
    io: 'input',
  },
  baseline: {
    title: 'Baseline',
    description: 'Problems the gate accepts for now, and the figures it must not fall behind; given with --baseline.',
    schema: baselineSchema,
    io: 'input',
  },
  registry: {
    title: 'Registry',
    description: 'attrib-audit.registry.yaml or .json: teams, and the keys, projects and accounts that belong to them.',
    schema: registrySchema,
    io: 'input',
  },
  approvals: {
    title: 'Approvals',
    description:
      'The file that policy.approvals of the config names: teams that may go over their budget, until when and why.',
    schema: approvalsSchema,
    io: 'input',
  },
  'call-row': {
    title: 'Call row',
    description: 'One line of attrib-audit export --to jsonl; the columns of --to csv are its keys.',
    schema: callRowSchema,
    io: 'output',
  },
  report: {
    title: 'Report',
    description: 'What attrib-audit --json prints. Amounts are US dollars as decimal text, shares are percent.',
    schema: reportSchema,
    io: 'output',
  },
  'report-line': {
    title: 'Report line',
    description: 'One line of attrib-audit -f jsonl; `record` says which fact it is.',
    schema: reportLineSchema,
    io: 'output',
  },
  'csv-row': {
    title: 'CSV row',
    description: 'One row of attrib-audit -f csv; the columns are its keys, every cell is text.',
    schema: csvRowSchema,
    io: 'output',
  },
  'focus-row': {
    title: 'FOCUS row',
    description: 'One row of attrib-audit export --to focus; the columns are its keys, every cell is text.',
    schema: focusRowSchema,
    io: 'output',
  },
  sarif: {
    title: 'SARIF log',
    description: 'What attrib-audit -f sarif prints: a narrow part of SARIF 2.1.0, with the money in `properties`.',
    schema: sarifLogSchema,
    io: 'output',
  },
  'code-quality': {
    title: 'GitLab Code Quality',
    description: 'What attrib-audit -f gitlab prints.',
    schema: codeQualitySchema,
    io: 'output',
  },
  metric: {
    title: 'Metric',
    description:
      'One sample of attrib-audit -f prometheus, or one data point of -f otlp-metrics: every public name with its labels.',
    schema: metricSchema,
    io: 'output',
  },
  'otlp-metrics': {
    title: 'OTLP metrics',
    description: 'What attrib-audit -f otlp-metrics prints: the metrics as OTLP/JSON gauges.',
    schema: otlpMetricsSchema,
    io: 'output',
  },
  findings: {
    title: 'Findings',
    description: 'What attrib-audit findings --json prints.',
    schema: z.array(findingTextSchema),
    io: 'output',
  },
  formats: {
    title: 'Formats',
    description: 'What attrib-audit formats --json prints; one format is printed without the list.',
    schema: z.array(formatTableSchema),
    io: 'output',
  },
  explanation: {
    title: 'Explanations',
    description: 'What attrib-audit explain ID --json prints: one entry for every trace the id names.',
    schema: z.array(explanationSchema),
    io: 'output',
  },
  budgets: {
    title: 'Budgets',
    description: 'What attrib-audit budgets --json prints; a report holds the same under "budgets".',
    schema: budgetsSchema,
    io: 'output',
  },
  chargeback: {
    title: 'Chargeback',
    description: 'What attrib-audit chargeback --json prints: who pays what, line by line.',
    schema: chargebackSchema,
    io: 'output',
  },
  comparison: {
    title: 'Comparison',
    description: 'What attrib-audit compare --json prints: two periods, and why the spend of each team changed.',
    schema: periodComparisonSchema,
    io: 'output',
  },
  trend: {
    title: 'Trend',
    description: 'What attrib-audit trend --json prints: coverage by day, week or month.',
    schema: trendSchema,
    io: 'output',
  },
  'quick-audit': {
    title: 'Quick audit',
    description: 'What attrib-audit --sample N --json prints: recent requests, their paths and the seven answers.',
    schema: quickAuditSchema,
    io: 'output',
  },
  reprice: {
    title: 'Repriced calls',
    description: 'What attrib-audit reprice --json prints: a row for every call, then totals.',
    schema: repriceDocumentSchema,
    io: 'output',
  },
  workloads: {
    title: 'Workloads',
    description: 'What attrib-audit estimate FILE reads: volumes by team, project and model.',
    schema: workloadsSchema,
    io: 'input',
  },
  estimate: {
    title: 'Estimate',
    description: 'What attrib-audit estimate --json prints.',
    schema: estimateDocumentSchema,
    io: 'output',
  },
  rates: {
    title: 'Rates',
    description: 'What attrib-audit rates list --json and rates show MODEL --json print.',
    schema: ratesDocumentSchema,
    io: 'output',
  },
  'card-check': {
    title: 'Card check',
    description: 'What attrib-audit rates check FILE --json prints.',
    schema: cardCheckSchema,
    io: 'output',
  },
  reconciliation: {
    title: 'Reconciliation',
    description:
      'What attrib-audit reconcile --json prints. Amounts are US dollars as decimal text; the steps of the bridge add up to the invoice.',
    schema: reconciliationSchema,
    io: 'output',
  },
} as const satisfies Record<string, Published>;

export type SchemaName = keyof typeof published | 'ownership-contract' | 'junit';
export const schemaNames: readonly SchemaName[] = [
  'event',
  'ownership-contract',
  'rate-card',
  'config',
  'baseline',
  'registry',
  'approvals',
  'call-row',
  'report',
  'report-line',
  'csv-row',
  'focus-row',
  'sarif',
  'code-quality',
  'junit',
  'metric',
  'otlp-metrics',
  'findings',
  'formats',
  'explanation',
  'quick-audit',
  'comparison',
  'trend',
  'budgets',
  'chargeback',
  'reprice',
  'workloads',
  'estimate',
  'rates',
  'card-check',
  'reconciliation',
];

/** JUnit is XML, and so is its schema. */
export const schemaFile = (name: SchemaName): string => (name === 'junit' ? 'junit.xsd' : `${name}.schema.json`);

export async function schemaText(name: SchemaName): Promise<string> {
  if (name === 'ownership-contract') return readShippedContract();
  if (name === 'junit') return readShippedSchema(schemaFile(name));
  const { title, description, schema, io } = published[name];
  const { $schema, ...body } = z.toJSONSchema(schema, { io });
  const document = {
    $schema,
    $id: `https://attrib-audit.dev/schemas/${name}.schema.json`,
    title,
    description,
    ...body,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
