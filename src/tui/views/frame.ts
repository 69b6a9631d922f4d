// One screen as lines: head, the view, foot. A pure function of the state; never taller than the screen, or the terminal would flicker.
import { amountOf, money, percent } from '../../report/figures.ts';
import type { Pen } from '../../report/pen.ts';
import { printable } from '../../report/printable.ts';
import { clipLine, textWidth } from '../../report/text-width.ts';
import { keysOf, type ViewId, viewIds, worksIn } from '../keys.ts';
import { lists } from '../lists/index.ts';
import { listRoom } from '../navigate.ts';
import { footerActions } from '../reduce.ts';
import { type ReviewState, roomOf, type Standing, standingOf, unwrittenCount } from '../state.ts';
import { listLines } from './list-lines.ts';
import { overlayLines } from './overlay.ts';
import { penOf } from './style-of.ts';
import { textLines } from './text-lines.ts';

export const leastColumns = 60;
export const leastRows = 12;

export function frame(state: ReviewState): readonly string[] {
  const pen = penOf(state);
  if (state.columns < leastColumns || state.rows < leastRows) {
    return [
      `attrib-audit review needs ${leastColumns} columns and ${leastRows} rows; this is ${state.columns} x ${state.rows}.`,
      'Make the window larger, or press q.',
    ];
  }
  const body = bodyLines(state, pen).slice(0, roomOf(state));
  const filled = [...body, ...Array.from({ length: roomOf(state) - body.length }, () => '')];
  const lines = [...headLines(state, pen), ...filled, ...footLines(state, pen)];
  return lines.map((line) => clipLine(line, state.columns));
}

function headLines(state: ReviewState, pen: Pen): readonly string[] {
  const tabs = tabNames.map((names) => tabLine(names, state.view, pen));
  return [standingLine(state, pen), tabs.find((line) => textWidth(line) <= state.columns) ?? ''];
}

const shortNames: Readonly<Record<ViewId, string>> = {
  overview: 'home',
  breaks: 'breaks',
  unattributed: 'unowned',
  traces: 'traces',
  trace: 'trace',
  prices: 'prices',
  findings: 'finds',
  plan: 'plan',
  decisions: 'decided',
};

/** What the views are called, the longest first; in the last only the open one has a name. */
const tabNames: readonly ((id: ViewId, open: boolean) => string)[] = [
  (id) => ` ${id}`,
  (id) => ` ${shortNames[id]}`,
  (id, open) => (open ? ` ${id}` : ''),
];

function tabLine(nameOf: (id: ViewId, open: boolean) => string, view: ViewId, pen: Pen): string {
  return viewIds
    .map((id, index) => {
      const text = `${index + 1}${nameOf(id, id === view)}`;
      return id === view ? pen.paint('strong', `[${text}]`) : pen.paint('quiet', text);
    })
    .join(' ');
}

/** The head line without colours. */
export function standingText(state: ReviewState): string {
  return standingLine(state, penOf({ ...state, colour: false }));
}

function standingLine(state: ReviewState, pen: Pen): string {
  const now = standingOf(state.review);
  const doing = [
    ...(state.review.partial ? ['still reading'] : []),
    ...(state.progress === undefined ? [] : [state.progress]),
  ];
  const partial = doing.length === 0 ? '' : pen.paint('fair', `${doing.join(' ')}  `);
  const was = state.before;
  const from = was && was.spend_usd === now.spend_usd ? was : now;
  const change = (text: (standing: Standing) => string): string =>
    text(from) === text(now) ? text(now) : `${text(from)} ${pen.signs.arrow} ${text(now)}`;
  const score = change((standing) => `${percent(standing.score)} (${money(amountOf(standing.proven_usd))})`);
  const lost = change((standing) => money(amountOf(standing.unattributed_usd)));
  return `${partial}${pen.paint('strong', `Coverage ${score}`)}  unattributed ${lost} of ${money(amountOf(now.spend_usd))}`;
}

function bodyLines(state: ReviewState, pen: Pen): readonly string[] {
  if (state.overlay) return overlayLines(state).slice(state.overlayTop);
  if (lists[state.view]) return listLines(state, pen);
  const { top } = state.lists[state.view];
  return textLines(state).slice(top, top + listRoom(state));
}

const overlayKeys: Readonly<Record<NonNullable<ReviewState['overlay']>, string>> = {
  help: 'j k scroll, any other key closes',
  changes: 'y writes, j k scroll, any other key leaves the files as they are',
};

function footLines(state: ReviewState, pen: Pen): readonly string[] {
  const { prompt, message } = state;
  const said = message === undefined ? '' : printable(message, state.unicode);
  if (prompt) return ['', pen.paint('fair', said), `${prompt.ask} ${printable(prompt.text, state.unicode)}_`];
  const undecided = unwrittenCount(state);
  const left = undecided > 0 ? pen.paint('fair', `${undecided} not written  `) : '';
  const keys = footerActions
    .filter(({ id }) => worksIn(id, state.view))
    .map(({ id, short }) => `${keysOf(id, state.remap)[0]} ${short}`);
  // The last two, help and quit, stay on the narrowest screen.
  while (keys.length > 2 && textWidth(left) + textWidth(keys.join('  ')) > state.columns) keys.splice(-3, 1);
  return [
    '',
    pen.paint('fair', said),
    left + pen.paint('quiet', state.overlay ? overlayKeys[state.overlay] : keys.join('  ')),
  ];
}
