// The trace as a whole: its ids, and what was odd about how its records hang together.
import type { Explanation } from '../../model/explanation.ts';
import { counted } from '../figures.ts';
import { heading, type Pen, paragraph, withPlace } from '../pen.ts';

export function traceLines(explanation: Explanation, pen: Pen): readonly string[] {
  const { trace, asked_for } = explanation;
  const others = trace.trace_ids.filter((id) => id !== trace.id);
  return [
    ...heading(`Trace ${trace.id}`, countsText(explanation), pen),
    ...(asked_for === trace.id ? [] : paragraph(`Asked for: ${asked_for}`, pen, { hang: 2 })),
    ...(others.length > 0 ? paragraph(`Also seen as: ${others.join(', ')}`, pen, { hang: 2 }) : []),
    ...trace.restarts.flatMap((restart) => restartLines(restart, pen)),
    ...trace.faults.flatMap(({ kind, detail, source, line }) =>
      withPlace(`${pen.signs.warning} ${words(kind)}: ${detail}`, `${source}:${line}`, pen, { tone: 'fair' }),
    ),
    ...leftOutLines(explanation, pen),
  ];
}

/** Of a large trace `calls` are some, of which nobody knows here how many of the others are billed. */
function countsText({ waterfall, calls, hops_left_out: hops = 0, calls_left_out: more }: Explanation): string {
  const events = counted(waterfall.length + hops, 'event');
  if (more !== undefined) return [events, counted(calls.length + more, 'call')].join(', ');
  const billed = calls.filter((call) => call.billed).length;
  const free = calls.length - billed;
  return [events, counted(billed, 'billed call'), ...(free > 0 ? [counted(free, 'free call')] : [])].join(', ');
}

function leftOutLines(
  { trace, calls, calls_left_out: more, hops_left_out: hops }: Explanation,
  pen: Pen,
): readonly string[] {
  const { trace_ids: ids = 0, restarts = 0, faults = 0 } = trace.left_out ?? {};
  const beyond = [
    ...(ids > 0 ? [counted(ids, 'more trace id')] : []),
    ...(restarts > 0 ? [counted(restarts, 'more restart')] : []),
    ...(faults > 0 ? [counted(faults, 'more fault')] : []),
  ];
  const told = `Too large to be told whole: below ${calls.length === 1 ? 'is' : 'are'} ${counted(calls.length, 'call')} and the way there.`;
  const left = `${counted(more ?? 0, 'other call')} and ${counted(hops ?? 0, 'other event')} are left out; any call is told by its own id.`;
  return [
    ...(beyond.length > 0 ? paragraph(`and ${beyond.join(', ')}`, pen, { hang: 2, tone: 'quiet' }) : []),
    ...(more === undefined ? [] : paragraph(`${told} ${left}`, pen, { hang: 2 })),
  ];
}

function restartLines(restart: Explanation['trace']['restarts'][number], pen: Pen): readonly string[] {
  const { arrow, warning } = pen.signs;
  const edge = `${restart.from} ${arrow} ${restart.to}`;
  const ids = `${restart.before} ${arrow} ${restart.after}`;
  const text = `${warning} trace restarts at ${edge}, reconnected by ${words(restart.how)}: ${ids}`;
  return withPlace(text, `${restart.source}:${restart.line}`, pen, { tone: 'fair' });
}

function words(slug: string): string {
  return slug.replaceAll('-', ' ');
}
