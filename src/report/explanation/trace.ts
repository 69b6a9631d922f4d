// The trace as a whole: its ids, and what was odd about how its records hang together.
import type { Explanation } from '../../model/explanation.ts';
import { counted } from '../figures.ts';
import { heading, type Pen, paragraph, withPlace } from '../pen.ts';

export function traceLines({ trace, asked_for, waterfall, calls }: Explanation, pen: Pen): readonly string[] {
  const billed = calls.filter((call) => call.billed).length;
  const free = calls.length - billed;
  const counts = [
    counted(waterfall.length, 'event'),
    counted(billed, 'billed call'),
    ...(free > 0 ? [counted(free, 'free call')] : []),
  ].join(', ');
  const others = trace.trace_ids.filter((id) => id !== trace.id);
  return [
    ...heading(`Trace ${trace.id}`, counts, pen),
    ...(asked_for === trace.id ? [] : paragraph(`Asked for: ${asked_for}`, pen, { hang: 2 })),
    ...(others.length > 0 ? paragraph(`Also seen as: ${others.join(', ')}`, pen, { hang: 2 }) : []),
    ...trace.restarts.flatMap((restart) => restartLines(restart, pen)),
    ...trace.faults.flatMap(({ kind, detail, source, line }) =>
      withPlace(`${pen.signs.warning} ${words(kind)}: ${detail}`, `${source}:${line}`, pen, { tone: 'fair' }),
    ),
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
