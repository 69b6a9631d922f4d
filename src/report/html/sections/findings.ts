// Findings: every diagnosed problem, errors first, each with why it matters, what to do and where to look.
import { severities } from '../../../model/finding.ts';
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money } from '../../figures.ts';
import { worstFirst } from '../../ranking.ts';
import { code, pill } from '../cells.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { lead, type Section } from '../section.ts';

type Finding = AuditReport['findings'][number];

const tones = { error: 'bad', warning: 'fair', note: 'quiet' } as const;
/** A page with more would not be read, and not open either. */
const mostListed = 500;

export const findings: Section = {
  id: 'findings',
  title: 'Findings',
  body: ({ findings: all }) => {
    if (all.length === 0) return lead('None.');
    const ranked = severities.flatMap((severity) =>
      worstFirst(
        all.filter((finding) => finding.severity === severity).map((finding) => ({ ...finding, calls: finding.count })),
        ({ code, message }) => `${code} ${message}`,
      ),
    );
    const totals = severities.map((severity) =>
      counted(all.filter((item) => item.severity === severity).length, severity),
    );
    const left = ranked.length - mostListed;
    return html`${lead(`${totals.join(', ')}. Open one for the reason, the remedy and examples.`)}${ranked.slice(0, mostListed).map(oneFinding)}${
      left > 0
        ? lead(`${counted(left, 'more finding is', 'more findings are')} left out here; the JSON report has them all.`)
        : nothing
    }`;
  },
};

function oneFinding({ code, severity, count: times, usd, message, help, examples }: Finding): Markup {
  const stake = amountOf(usd);
  return html`<details class="finding"><summary>${pill(tones[severity], severity)} <span class="what">${message} <code>${code}</code></span> <span class="amount">${stake === 0n ? '' : html`<strong>${money(stake)}</strong>, `}${count(times)} \u00d7</span></summary>
${help === '' ? nothing : html`<p>${help}</p>`}
${examples.length === 0 ? nothing : html`<ul class="examples">${examples.map(oneExample)}</ul>`}</details>
`;
}

function oneExample({ source, line, trace_id, message }: Finding['examples'][number]): Markup {
  const where = source === null ? nothing : html`<br>${code(`${source}${line === null ? '' : `:${line}`}`)}`;
  return html`<li>${message}${where}${trace_id === null ? nothing : html` trace ${code(trace_id)}`}</li>
`;
}
