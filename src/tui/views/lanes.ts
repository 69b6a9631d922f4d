// The way of one call as lanes: a line for each hop with its time, a lane for each field, and where a lane breaks off.
import type { Explanation } from '../../model/explanation.ts';
import type { ExplainedCall } from '../../report/explanation/call.ts';
import { speaks, stateTones } from '../../report/explanation/fields.ts';
import { bar, spanOf } from '../../report/explanation/waterfall.ts';
import { heading, type Pen } from '../../report/pen.ts';
import { type Cell, type Column, table } from '../../report/table.ts';

type Field = ExplainedCall['fields'][number];
type State = Field['cells'][number]['state'];

const deepest = 8;
const lost: ReadonlySet<State> = new Set(['dropped', 'rewritten', 'late']);

export function laneLines(
  { waterfall }: Explanation,
  call: ExplainedCall,
  number: number,
  pen: Pen,
): readonly string[] {
  const fields = call.fields.filter(speaks);
  if (fields.length === 0 || call.path.length === 0) return [];
  const span = spanOf(waterfall);
  const steps = stepsOf(call, waterfall);
  const columns: readonly Column[] = [
    { head: 'component', least: 14, fit: 'end' },
    { head: 'time' },
    // Fields that get lost are worth more than others, required ones more than the rest.
    ...fields.map((field): Column => ({ head: field.field, expendable: rankOf(field) })),
  ];
  const rows = call.path.map(({ component, stitched }, hop) => {
    const step = steps[hop];
    const name = `${' '.repeat(Math.min(hop, deepest))}${stitched ? '(restart) ' : ''}${component}`;
    const cells = fields.map((field) => laneCell(field.cells[hop]?.state ?? 'absent', pen));
    return { cells: [name, step ? bar(step, span, pen) : '', ...cells] };
  });
  const drops = fields.flatMap(({ cells }) => cells.filter(({ state }) => lost.has(state))).length;
  const aside = drops === 0 ? 'nothing gets lost on it' : `${drops} ${drops === 1 ? 'break' : 'breaks'}`;
  return [...heading(`Way of call ${number}`, aside, pen), ...table(columns, rows, pen)];
}

function laneCell(state: State, { signs, style }: Pen): Cell {
  const tone = stateTones[state];
  if (state === 'present') return { text: style.unicode ? '┃' : '|', tone };
  return { text: lost.has(state) ? `${signs[state]} ${state}` : signs[state], tone };
}

function rankOf({ need, cells }: Field): number {
  if (cells.some(({ state }) => lost.has(state))) return need === 'required' ? 1 : 2;
  return need === 'required' ? 3 : need === 'recommended' ? 4 : 5;
}

/** Events of the waterfall by hop of the path, in the order both have. */
function stepsOf(
  { path }: ExplainedCall,
  waterfall: Explanation['waterfall'],
): readonly (Explanation['waterfall'][number] | undefined)[] {
  let from = 0;
  return path.map(({ component, hop }) => {
    const at = waterfall.findIndex((step, index) => index >= from && step.component === component && step.hop === hop);
    if (at === -1) return undefined;
    from = at + 1;
    return waterfall[at];
  });
}
