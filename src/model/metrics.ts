// Metrics: every public name with its labels, as Prometheus and OTLP carry them. Names and labels are only ever added to.
import * as z from 'zod';

const none = [] as const;

export const metricLabels = {
  info: ['version', 'schema_version', 'contract', 'mode', 'basis'],
  spend_usd: ['team', 'grade'],
  calls: ['grade'],
  group_spend_usd: ['by', 'key', 'grade'],
  known_by_usd: ['how'],
  coverage_ratio: none,
  coverage_goal_ratio: none,
  unattributed_ratio: none,
  unattributed_cause_usd: ['cause'],
  break_spend_usd: ['from', 'to', 'field', 'kind'],
  logged_usd: none,
  repriced_usd: none,
  price_difference_usd: ['cause'],
  unpriced_calls: none,
  attempt_spend_usd: ['kind'],
  records: ['state'],
  events: ['state'],
  finding_count: ['code', 'severity'],
  finding_usd: ['code', 'severity'],
  question_passed: ['id'],
  chargeback_ready: none,
  budget_limit_usd: ['level', 'budget', 'window', 'time_zone'],
  budget_spent_usd: ['level', 'budget', 'window', 'time_zone'],
  budget_forecast_usd: ['level', 'budget', 'window', 'time_zone'],
  budget_blocked_usd: ['level', 'budget', 'window', 'time_zone'],
  budget_spent: ['level', 'budget', 'window', 'time_zone'],
  rejected_usd: ['rules'],
  rejected_calls: ['rules'],
  rule_rejected_usd: ['rule', 'environments', 'team', 'when'],
  gate_passed: none,
  window_start_seconds: none,
  window_end_seconds: none,
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Without the `attrib_audit_` that all of them begin with. */
export type MetricName = keyof typeof metricLabels;

const named = Object.entries(metricLabels).map(([name, labels]) =>
  z.strictObject({
    name: z.literal(`attrib_audit_${name}`),
    labels: z.strictObject(Object.fromEntries(labels.map((label) => [label, z.string()]))),
    value: z.string().regex(/^-?\d+(\.\d+)?$/),
  }),
);

/** One line of the Prometheus text, and one data point of OTLP, taken apart. */
export const metricSchema = z.discriminatedUnion('name', named as [(typeof named)[number], ...typeof named]); // the table is not empty
