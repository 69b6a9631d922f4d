// The panels of the dashboard: what a FinOps reader asks first stands on top. A test holds every query to the published metric names.

/** Grafana's own spelling of a variable. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is Grafana's template, not ours
export const datasourceVariable = '${datasource}';
const datasource = { type: 'prometheus', uid: datasourceVariable };
const colours = { proven: '#1c7d68', recoverable: '#dd9f24', unattributed: '#bf3b30' };

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function target(expr: string, legendFormat: string, table = false) {
  const shape = table ? { format: 'table', instant: true } : { format: 'time_series', instant: false, range: true };
  return { refId: 'A', datasource, expr, legendFormat, ...shape };
}

/** `limits`: from good to bad; the first is where it stops being good. */
function stat(
  id: number,
  title: string,
  expr: string,
  unit: string,
  gridPos: Place,
  limits?: readonly [number, number],
) {
  const [good, bad] = limits ?? [0, 0];
  const [below, above] = good < bad ? ['green', 'red'] : ['red', 'green'];
  const steps =
    limits === undefined
      ? [{ color: 'text', value: null }]
      : [
          { color: below, value: null },
          { color: 'orange', value: Math.min(good, bad) },
          { color: above, value: Math.max(good, bad) },
        ];
  return {
    id,
    type: 'stat',
    title,
    datasource,
    gridPos,
    targets: [target(expr, title)],
    fieldConfig: { defaults: { unit, thresholds: { mode: 'absolute', steps } }, overrides: [] },
    options: {
      colorMode: 'value',
      graphMode: 'area',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  };
}

function lines(
  id: number,
  title: string,
  expr: string,
  legend: string,
  unit: string,
  gridPos: Place,
  stacked: boolean,
) {
  return {
    id,
    type: 'timeseries',
    title,
    datasource,
    gridPos,
    targets: [target(expr, legend)],
    fieldConfig: {
      defaults: {
        unit,
        custom: stacked
          ? { stacking: { mode: 'normal', group: 'A' }, fillOpacity: 60, lineWidth: 1 }
          : { fillOpacity: 10, lineWidth: 2 },
      },
      overrides: Object.entries(colours).map(([name, fixedColor]) => ({
        matcher: { id: 'byName', options: name },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor } }],
      })),
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

function ranking(id: number, title: string, expr: string, unit: string, gridPos: Place) {
  return {
    id,
    type: 'table',
    title,
    datasource,
    gridPos,
    targets: [target(expr, '', true)],
    fieldConfig: {
      defaults: {},
      overrides: [{ matcher: { id: 'byName', options: 'Value' }, properties: [{ id: 'unit', value: unit }] }],
    },
    options: { showHeader: true, sortBy: [{ displayName: 'Value', desc: true }] },
    transformations: [
      { id: 'organize', options: { excludeByName: { Time: true, job: true, instance: true, __name__: true } } },
    ],
  };
}

const teams = 'team=~"$team"';

export const panels = [
  stat(1, 'Coverage', 'attrib_audit_coverage_ratio', 'percentunit', { x: 0, y: 0, w: 5, h: 5 }, [0.98, 0.8]),
  stat(2, 'Spend', 'sum(attrib_audit_spend_usd)', 'currencyUSD', { x: 5, y: 0, w: 5, h: 5 }),
  stat(
    3,
    'Without an owner',
    'attrib_audit_unattributed_ratio',
    'percentunit',
    { x: 10, y: 0, w: 5, h: 5 },
    [0.02, 0.1],
  ),
  stat(4, 'Logged minus list price', 'attrib_audit_logged_usd - attrib_audit_repriced_usd', 'currencyUSD', {
    x: 15,
    y: 0,
    w: 5,
    h: 5,
  }),
  stat(5, 'Questions passed', 'sum(attrib_audit_question_passed)', 'none', { x: 20, y: 0, w: 4, h: 5 }, [6, 3]),
  lines(
    6,
    'Spend by how well it is owned',
    `sum by (grade) (attrib_audit_spend_usd{${teams}})`,
    '{{grade}}',
    'currencyUSD',
    { x: 0, y: 5, w: 12, h: 9 },
    true,
  ),
  lines(
    7,
    'Spend by team',
    `sum by (team) (attrib_audit_spend_usd{${teams}})`,
    '{{team}}',
    'currencyUSD',
    { x: 12, y: 5, w: 12, h: 9 },
    true,
  ),
  lines(
    8,
    'Coverage and its goal',
    '{__name__=~"attrib_audit_coverage_ratio|attrib_audit_coverage_goal_ratio"}',
    '{{__name__}}',
    'percentunit',
    { x: 0, y: 14, w: 12, h: 8 },
    false,
  ),
  ranking(9, 'Without an owner, by cause', 'sort_desc(attrib_audit_unattributed_cause_usd)', 'currencyUSD', {
    x: 12,
    y: 14,
    w: 12,
    h: 8,
  }),
  ranking(10, 'Where ownership is lost', 'topk(20, attrib_audit_break_spend_usd)', 'currencyUSD', {
    x: 0,
    y: 22,
    w: 12,
    h: 9,
  }),
  ranking(11, 'Findings by money at stake', 'topk(20, attrib_audit_finding_usd)', 'currencyUSD', {
    x: 12,
    y: 22,
    w: 12,
    h: 9,
  }),
  ranking(12, 'Price differences by likely cause', 'sort_desc(attrib_audit_price_difference_usd)', 'currencyUSD', {
    x: 0,
    y: 31,
    w: 12,
    h: 8,
  }),
  lines(
    13,
    'Records rejected or skipped',
    'attrib_audit_records{state=~"rejected|skipped"}',
    '{{state}}',
    'none',
    { x: 12, y: 31, w: 12, h: 8 },
    false,
  ),
  ranking(
    14,
    'Budgets: share spent',
    'sort_desc(attrib_audit_budget_spent_usd / attrib_audit_budget_limit_usd)',
    'percentunit',
    {
      x: 0,
      y: 39,
      w: 12,
      h: 8,
    },
  ),
  ranking(15, 'What the policy would have rejected', 'sort_desc(attrib_audit_rule_rejected_usd)', 'currencyUSD', {
    x: 12,
    y: 39,
    w: 12,
    h: 8,
  }),
];
