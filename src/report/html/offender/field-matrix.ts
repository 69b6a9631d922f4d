// The field matrix of one call: what became of every ownership field at every hop. Words stand behind the signs for screen readers.
import type { Explanation } from '../../../model/explanation.ts';
import { counted } from '../../figures.ts';
import { code, pill } from '../cells.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { plainTable } from '../plain-table.ts';

type Call = Explanation['calls'][number];
type Field = Call['fields'][number];
type State = Field['cells'][number]['state'];

const signs: Readonly<Record<State, readonly [string, string]>> = {
  present: ['✓', 'good'],
  dropped: ['✗', 'bad'],
  rewritten: ['≠', 'bad'],
  late: ['»', 'fair'],
  absent: ['·', 'quiet'],
};
const needs: Readonly<Record<Field['need'], string>> = {
  required: 'required',
  recommended: 'recommended',
  optional: '',
};
const mostHops = 12;

export function fieldMatrix(call: Call): Markup {
  const shown = call.fields.filter(speaks);
  const silent = call.fields.filter((field) => !speaks(field)).map(({ field }) => field);
  const hops = call.path.slice(0, mostHops);
  const left = call.path.length - hops.length;
  const columns = [
    { head: 'Field' },
    ...hops.map(({ component, stitched }, i) => ({
      head: html`${i + 1}<span class="sr"> <bdi>${component}</bdi>${stitched && ', after a restart'}</span>`,
      kind: 'sign' as const,
    })),
    { head: 'Value' },
    { head: 'Known how' },
    { head: 'Evidence', kind: 'long' as const },
  ];
  const rows = shown.map((field) => [
    html`${field.field}${needs[field.need] !== '' && html` <span class="quiet">${needs[field.need]}</span>`}`,
    ...hops.map((_, i) => cell(field.cells[i])),
    valueText(field),
    field.grade === 'none' ? pill(field.need === 'required' ? 'bad' : 'quiet', 'none') : field.grade,
    field.evidence === null
      ? ''
      : html`<bdi>${field.evidence.component}</bdi> ${code(`${field.evidence.source}:${field.evidence.line}`)}`,
  ]);
  const seen = new Set(shown.flatMap(({ cells }) => cells.map(({ state }) => state)));
  const known = Object.entries(signs).filter(([state]) => [...seen].some((one) => one === state));
  return html`<p class="hops">Hops: ${hops.map(
    ({ component, stitched }, i) =>
      html`${i > 0 && ' → '}${stitched && 'restart → '}<span class="quiet">${i + 1}</span> <bdi>${component}</bdi>`,
  )}${left > 0 && ` and ${counted(left, 'more hop')}`}</p>
${plainTable('Ownership fields, hop by hop', columns, rows)}<p class="quiet">${known.map(([state, [sign]], i) => `${i > 0 ? ', ' : ''}${sign} ${state}`)}${silent.length > 0 && `; never present: ${silent.join(', ')}`}</p>
`;
}

/** Optional fields that no hop ever had say nothing. */
function speaks({ need, value, cells }: Field): boolean {
  return need !== 'optional' || value !== null || cells.some(({ state }) => state !== 'absent');
}

function cell(given: Field['cells'][number] | undefined): Markup {
  const state = given?.state ?? 'absent';
  const [sign, tone] = signs[state];
  return html`<span class="${tone}"><span aria-hidden="true">${sign}</span><span class="sr">${state}</span></span>`;
}

function valueText({ value, rivals }: Field): Markup {
  return html`${value === null ? html`<em>none</em>` : html`<bdi>${value}</bdi>`}${
    rivals.length === 0
      ? nothing
      : rivals.map(
          (rival) =>
            html`<br><span class="bad">but <bdi>${rival.component}</bdi> says <bdi>${rival.value}</bdi></span>`,
        )
  }`;
}
