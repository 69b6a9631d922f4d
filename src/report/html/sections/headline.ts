// Headline: how much of the spend has a proven owner, the three parts of all spend, and the four figures a reader takes away.
import { restOfPercent } from '../../../model/money.ts';
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, minuteOf, money, percent, share, signedMoney } from '../../figures.ts';
import { filteredOut } from '../../no-call.ts';
import { unmeasuredText } from '../../unmeasured.ts';
import { pill } from '../cells.ts';
import { threePartBar } from '../charts.ts';
import { html, type Markup, type Value } from '../markup.ts';
import { countsCalls, unattributedLimit, weightOf, wholeOf } from '../section.ts';

const names = ['proven', 'recoverable', 'unattributed'] as const;
const meanings = {
  proven: 'the owner stands on the call itself, or another log of it',
  recoverable: 'the owner can be worked out from the path of the request',
  unattributed: 'nobody can be charged',
};

export function headline(report: AuditReport): Markup {
  const { totals, coverage } = report;
  if (totals.calls === 0) {
    const filtered = filteredOut(report);
    const [none, why] =
      filtered === undefined
        ? ['No billed call was found', 'Nothing in the inputs below records a model call']
        : ['No billed call is left', `${filtered.charAt(0).toUpperCase()}${filtered.slice(1)}`];
    return html`<p class="hero-figure">${none}.</p>
<p class="lead">${why}, so there is no spend to attribute.</p>
`;
  }
  const whole = wholeOf(report);
  const byMoney = !countsCalls(report);
  const bound = totals.lower_bound ? 'at least ' : '';
  const all = byMoney ? `${bound}${money(whole)}` : counted(totals.calls, 'call');
  const proven = byMoney ? money(weightOf(report, coverage.proven)) : count(coverage.proven.calls);
  const shares = names.map((name) => `${share(weightOf(report, coverage[name]), whole)} ${name}`).join(', ');
  return html`<p class="hero-figure"><strong>${percent(coverage.score)}</strong> of ${byMoney ? 'AI spend' : 'all calls'} has a proven owner</p>
<p class="lead">${proven} of ${all}${byMoney ? ` over ${counted(totals.calls, 'call')}` : '; no call could be priced, so calls are counted'}${periodOf(report)}.</p>
${threePartBar(
  names.map((name) => weightOf(report, coverage[name])),
  `Of all spend: ${shares}`,
  34,
)}
<dl class="parts">${names.map((name) => part(name, report))}</dl>
${warnings(report)}
<dl class="tiles">${tiles(report)}</dl>
`;
}

function part(name: (typeof names)[number], report: AuditReport): Markup {
  const item = report.coverage[name];
  const figure = countsCalls(report) ? counted(item.calls, 'call') : money(amountOf(item.usd));
  const calls = countsCalls(report) ? '' : `, ${counted(item.calls, 'call')}`;
  return html`<div><dt><svg class="key" aria-hidden="true" width="14" height="14"><rect class="${name}" width="14" height="14" rx="3"/></svg> ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}</dt><dd><strong>${figure}</strong> <span class="quiet">${share(weightOf(report, item), wholeOf(report))}${calls}</span><br><span class="quiet">${meanings[name]}</span></dd></div>
`;
}

function periodOf({ generated_from: { window } }: AuditReport): string {
  if (window.from === null || window.to === null) return '';
  return `, ${minuteOf(window.from)} to ${minuteOf(window.to)} UTC`;
}

function warnings(report: AuditReport): Markup {
  const { totals } = report;
  const texts = [
    totals.lower_bound &&
      `Totals are a lower bound: ${count(totals.unpriced_calls)} of ${counted(totals.calls, 'call')} could not be priced, the real spend is higher.`,
    totals.band.calls > 0 &&
      `${counted(totals.band.calls, 'call')} with an ambiguous model cost between ${money(amountOf(totals.band.low_usd))} and ${money(amountOf(totals.band.high_usd))}.`,
    unmeasuredText(report),
  ].filter((text) => typeof text === 'string');
  return html`${texts.map(
    (text) => html`<p class="warning">${text}</p>
`,
  )}`;
}

function tiles(report: AuditReport): readonly Markup[] {
  const { repricing, chargeback_ready, questions, repair_plan: plan, coverage } = report;
  const passed = questions.filter(({ verdict }) => verdict === 'pass').length;
  const last = plan.at(-1);
  const within = (coverage.unattributed.pct ?? 0) <= restOfPercent(coverage.target);
  const delta = amountOf(repricing.delta_usd);
  return [
    tile(
      'Ready for chargeback',
      chargeback_ready ? pill('good', 'yes') : pill('bad', 'not yet'),
      `${passed} of ${questions.length} questions pass, 6 are needed`,
    ),
    tile(
      'Without an owner',
      share(weightOf(report, coverage.unattributed), wholeOf(report)),
      html`${within ? pill('good', 'within') : pill('bad', 'over')} the limit of ${unattributedLimit(report)} %`,
    ),
    tile(
      'After the repair plan',
      percent(last?.coverage_after ?? coverage.score),
      last ? `proven after ${counted(plan.length, 'fix', 'fixes')}` : 'no repair can be named',
    ),
    repricing.compared_calls === 0
      ? tile('Price check', 'not possible', 'no call has both a logged and a list price')
      : tile(
          'Logged against list price',
          signedMoney(delta),
          `${count(repricing.compared_calls)} of ${counted(report.totals.calls, 'call')} compared`,
        ),
  ];
}

function tile(label: string, value: Value, note: Value): Markup {
  return html`<div><dt>${label}</dt><dd><span class="value">${value}</span><br><span class="quiet">${note}</span></dd></div>
`;
}
