// Coverage by day, as one line of bars: whether it gets better.
import type { AuditReport } from '../../model/report.ts';
import { percent } from '../../report/figures.ts';
import { heading, type Pen } from '../../report/pen.ts';

const bars = { unicode: '▁▂▃▄▅▆▇█', ascii: '_.-=+*#%' } as const;

export function trendLines({ coverage: { by_day: days } }: AuditReport, pen: Pen): readonly string[] {
  const scored = days.flatMap(({ day, score }) => (score === null ? [] : [{ day, score }]));
  const [first, last] = [scored[0], scored.at(-1)];
  if (!first || !last || scored.length < 2) return [];
  const shown = scored.slice(-Math.max(1, pen.style.width - 4));
  const signs = pen.style.unicode ? bars.unicode : bars.ascii;
  const line = shown
    .map(({ score }) => signs[Math.min(signs.length - 1, Math.floor((score / 100) * signs.length))])
    .join('');
  const from = shown[0] ?? first;
  return [
    ...heading(
      'Coverage by day',
      `${from.day} ${percent(from.score)} ${pen.signs.arrow} ${last.day} ${percent(last.score)}`,
      pen,
    ),
    `  ${line}`,
  ];
}
