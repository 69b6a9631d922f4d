// Inputs and rules: what was read, what could not be, and which contract and prices judged it.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money } from '../../figures.ts';
import { inputAdvice } from '../../input-advice.ts';
import { code, codeCell, countCell, nameCell } from '../cells.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { lead, type Section } from '../section.ts';

const mostProblems = 200;

export const inputs: Section = {
  id: 'inputs',
  title: 'Inputs and rules',
  body: ({ generated_from: { inputs: all }, contract, registry, rates, totals }) => {
    const cards = rates.map(({ id, as_of }) => html`<bdi>${id}</bdi>${as_of === null ? '' : html` as of ${as_of}`}`);
    const { repriced, logged, unpriced } = totals.by_basis;
    return html`${lead(html`Contract <bdi>${contract.id}</bdi> (${contract.mode}). ${registry && html`Registry <bdi>${registry.id}</bdi>: ${counted(registry.teams, 'team')}, ${counted(registry.identities, 'identity rule')}. `}Rate cards: ${cards.length === 0 ? 'none' : cards.map((card, i) => html`${i > 0 && ', '}${card}`)}. Calls priced: ${count(repriced.calls)} by rate card (${money(amountOf(repriced.usd))}), ${count(logged.calls)} as logged (${money(amountOf(logged.usd))}), ${count(unpriced.calls)} not at all.`)}
${table(all)}${problems(all)}${advice(all)}`;
  },
};

type Input = AuditReport['generated_from']['inputs'][number];

function table(all: readonly Input[]): Markup {
  return dataTable({
    caption: 'Inputs',
    columns: [
      { head: 'Path', fit: 'long' },
      { head: 'Format' },
      { head: 'Confidence' },
      ...['Records', 'Calls', 'Skipped', 'Rejected', 'Bytes'].map((head) => ({ head, align: 'right' as const })),
    ],
    rows: all.map((input) => [
      codeCell(input.path),
      input.format === null ? { content: 'none recognised', sort: null } : nameCell(input.format),
      nameCell(input.confidence ?? '-'),
      countCell(input.records),
      countCell(input.calls),
      countCell(input.skipped),
      countCell(input.rejected),
      countCell(input.bytes),
    ]),
  });
}

function problems(all: readonly Input[]): Markup {
  const every = all.flatMap(({ path, problems: own }) => own.map((problem) => ({ path, ...problem })));
  if (every.length === 0) return nothing;
  const left = every.length - mostProblems;
  return html`<h3>What could not be read</h3>
<ul class="examples">${every.slice(0, mostProblems).map(
    ({ path, line, reason, hint, records }) =>
      html`<li>${reason}${hint !== null && html`; ${hint}`} <span class="quiet">${counted(records, 'record')}</span><br>${code(`${path}:${line}`)}</li>
`,
  )}</ul>
${left > 0 ? lead(`${counted(left, 'more problem stands', 'more problems stand')} in the JSON report.`) : nothing}`;
}

function advice(all: readonly Input[]): Markup {
  const every = all.flatMap((input) => inputAdvice(input).map((text) => ({ path: input.path, text })));
  if (every.length === 0) return nothing;
  return html`<h3>Worth knowing about the inputs</h3>
<ul class="examples">${every.slice(0, mostProblems).map(
    ({ path, text }) => html`<li>${text}<br>${code(path)}</li>
`,
  )}</ul>`;
}
