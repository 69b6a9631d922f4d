// The way of one trace: every record in path order, indented by depth, with a bar over the time of the trace.
import type { Explanation } from '../../../model/explanation.ts';
import { duration } from '../../figures.ts';
import { code, pill } from '../cells.ts';
import { fixed } from '../charts.ts';
import { html, type Markup, type Value } from '../markup.ts';
import { plainTable } from '../plain-table.ts';

type Step = Explanation['waterfall'][number];

const deepest = 8;

export function waterfallTable({ waterfall, calls }: Explanation): Markup {
  const numbers = new Map(calls.map(({ key }, place) => [key, place + 1]));
  const span = waterfall.reduce((most, step) => Math.max(most, (step.offset_ms ?? 0) + (step.duration_ms ?? 0)), 0);
  const timed = waterfall.some(({ offset_ms }) => offset_ms !== null);
  const columns = [
    { head: 'Component' },
    { head: 'Hop' },
    ...(timed ? [{ head: 'Time', kind: 'time' as const }, ...nums(['Start', 'Took'])] : []),
    { head: 'Counts as', kind: 'prose' as const },
    { head: 'Record', kind: 'long' as const },
  ];
  const rows = waterfall.map((step): readonly Value[] => [
    html`<span class="d${Math.min(Math.max(0, step.depth), deepest)}"><bdi>${step.component}</bdi></span>`,
    html`${step.hop}${step.operation !== null && step.operation !== step.hop && html` <span class="quiet"><bdi>${step.operation}</bdi></span>`}`,
    ...(timed ? [bar(step, span), milliseconds(step.offset_ms), milliseconds(step.duration_ms)] : []),
    countsAs(step, numbers),
    code(`${step.source}:${step.line}`),
  ]);
  return plainTable('Path of the request', columns, rows);
}

const nums = (heads: readonly string[]) => heads.map((head) => ({ head, kind: 'num' as const }));

function milliseconds(value: number | null): string {
  return value === null ? '' : duration(value);
}

/** The figures stand beside it. */
function bar({ offset_ms, duration_ms, call }: Step, span: number): Markup | string {
  if (offset_ms === null || !(span > 0)) return '';
  const from = Math.min(99, Math.max(0, (offset_ms / span) * 100));
  const width = Math.max(1, Math.min(100 - from, ((duration_ms ?? 0) / span) * 100));
  return html`<svg aria-hidden="true" width="100%" height="12"><rect class="track" width="100%" height="12" rx="2"/><rect class="${call === null ? 'step' : 'step-call'}" x="${fixed(from)}%" width="${fixed(width)}%" height="12" rx="2"/></svg>`;
}

/** The call it is a log of, or why it is none, and how it failed. */
function countsAs({ call, excluded, status, role }: Step, numbers: ReadonlyMap<string, number>): Markup {
  const number = call === null ? undefined : numbers.get(call);
  const name = number === undefined ? 'another call' : `call ${number}`;
  const what = call === null ? (excluded ?? role) : excluded === null ? name : `${name}, ${excluded}`;
  const failed = status !== null && status !== 'ok';
  return html`${what}${failed && html` ${pill('bad', status)}`}`;
}
