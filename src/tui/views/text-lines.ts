// Views that are text and not a list: the overview and one trace. Their words are the report's and the explanation's own.
import { printableDocument } from '../../report/printable.ts';
import { groups } from '../../report/terminal/groups.ts';
import { headline } from '../../report/terminal/headline.ts';
import { stripColours } from '../../report/text-width.ts';
import type { ReviewState } from '../state.ts';
import { penOf } from './style-of.ts';
import { traceViewLines } from './trace.ts';
import { trendLines } from './trend.ts';

const kept = new WeakMap<object, { readonly drawn: string; readonly lines: readonly string[] }>();

/** Drawn once for each size and style. */
export function textLines(state: ReviewState): readonly string[] {
  const subject = state.view === 'trace' ? state.trace : state.view === 'overview' ? state.review : undefined;
  if (!subject) return [];
  const drawn = [state.view, state.columns, state.colour, state.unicode].join();
  const known = kept.get(subject);
  if (known?.drawn === drawn) return known.lines;
  const lines = state.view === 'trace' ? traceLines(state) : overviewLines(state);
  kept.set(subject, { drawn, lines });
  return lines;
}

function overviewLines(state: ReviewState): readonly string[] {
  if (state.review.partial && state.review.report.totals.records === 0)
    return ['Reading. The first figures come after a few thousand records.'];
  const pen = penOf(state);
  const report = printableDocument(state.review.report, state.unicode);
  return [...headline(report, pen), '', ...trendLines(report, pen), '', ...groups(report, pen)];
}

function traceLines({ trace, ...state }: ReviewState): readonly string[] {
  if (!trace?.explanations) return ['One moment: this trace is being explained.'];
  return trace.explanations.flatMap((explanation) => traceViewLines(explanation, penOf(state).style));
}

/** First line of the next or previous match of the search, beginning anew at the other end. */
export function findInText(state: ReviewState, by: 1 | -1): number | undefined {
  const { filter, top } = state.lists[state.view];
  const wanted = filter.toLowerCase();
  const lines = textLines(state);
  if (wanted === '') return undefined;
  for (let step = 1; step <= lines.length; step++) {
    const at = (((top + by * step) % lines.length) + lines.length) % lines.length;
    if (
      stripColours(lines[at] ?? '')
        .toLowerCase()
        .includes(wanted)
    )
      return at;
  }
  return undefined;
}
