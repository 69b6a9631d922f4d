// The worst traces, hop by hop: the way of each, what became of its ownership fields, and how its price comes about.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money } from '../../figures.ts';
import { code, pill } from '../cells.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { fieldMatrix } from '../offender/field-matrix.ts';
import { priceArithmetic } from '../offender/price.ts';
import { waterfallTable } from '../offender/waterfall.ts';
import { lead, type Section } from '../section.ts';

type Offender = NonNullable<AuditReport['offenders']>[number];
type Call = Offender['explanation']['calls'][number];

const tones = { proven: 'good', recoverable: 'fair', unattributed: 'bad' } as const;

export const offenders: Section = {
  id: 'offenders',
  title: 'The worst traces, hop by hop',
  body: ({ offenders: all = [] }) =>
    all.length === 0
      ? undefined
      : html`${lead('The trace with the most spend that is not proven, for each different thing to repair; costliest first.')}
${all.map(details)}`,
};

function details({ usd, calls, hops_left_out, calls_left_out, explanation }: Offender, place: number): Markup {
  const { trace } = explanation;
  const amount = amountOf(usd);
  const figure = amount === 0n ? '' : `${money(amount)}, `;
  const [first] = explanation.calls;
  return html`<details class="offender"${place === 0 && html` open`}><summary><span class="amount">${figure}${counted(calls, 'call')}</span> <span class="what">${first ? troubleOf(first) : nothing}<br><span class="quiet">trace ${code(trace.id)}</span></span></summary>
${oddities(trace)}${waterfallTable(explanation)}${leftOut(hops_left_out, 'more record')}
${explanation.calls.map(callMarkup)}${leftOut(calls_left_out, 'more call')}
</details>
`;
}

/** What is wrong in a few words: the repair says more than the cause. */
function troubleOf({ obstacles, cause }: Call): string {
  return obstacles.length > 0 ? obstacles.join('; ') : (cause ?? 'not proven');
}

function leftOut(left: number, what: string): Markup {
  return left === 0
    ? nothing
    : html`<p class="quiet">${counted(left, what)}: <code>attrib-audit explain</code> shows all.</p>`;
}

function oddities({ restarts, faults, left_out }: Offender['explanation']['trace']): Markup {
  if (restarts.length + faults.length === 0) return nothing;
  const more = (left_out?.restarts ?? 0) + (left_out?.faults ?? 0);
  return html`<ul class="examples">${restarts.map(
    ({ from, to, before, after, how, source, line }) =>
      html`<li>The trace restarts between <bdi>${from}</bdi> and <bdi>${to}</bdi>: ${code(before)} \u2192 ${code(after)}, reconnected by ${how.replaceAll('-', ' ')}. ${code(`${source}:${line}`)}</li>`,
  )}${faults.map(
    ({ kind, detail, source, line }) =>
      html`<li>${kind.replaceAll('-', ' ')}: <bdi>${detail}</bdi> ${code(`${source}:${line}`)}</li>`,
  )}</ul>${more > 0 && html`<p class="quiet">and ${count(more)} more</p>`}
`;
}

function callMarkup(call: Call, place: number): Markup {
  const { provider, model, response_model, verdict, cause, key, usage } = call;
  const served = response_model !== null && response_model !== model ? ` → ${response_model}` : '';
  const counts = Object.entries(usage ?? {}).map(([name, value]) => `${name} ${count(value)}`);
  return html`<h3>Call ${place + 1}: <bdi>${[provider, model].filter((text) => text !== null).join(' ') || '(no model)'}${served}</bdi> ${pill(tones[verdict], verdict)}</h3>
<p>${cause !== null && html`${cause}. `}${code(key)}${counts.length > 0 && `; usage: ${counts.join(', ')}`}</p>
${fieldMatrix(call)}${priceArithmetic(call)}`;
}
