// Budgets for a terminal: what is left and when it runs out, who crossed 80 and 100 percent, what would have been refused, spikes.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { amountOf, count, counted, minuteOf, money, percent, share } from '../figures.ts';
import { heading, type Pen, paragraph, penFor, type Tone, withPlace } from '../pen.ts';
import { printableDocument } from '../printable.ts';
import type { Style } from '../style.ts';
import { type Column, type Row, table } from '../table.ts';
import { joinBlocks } from '../terminal.ts';
import { approvalText, asOfText, lowerBounds, nameOf, spanText, type Window } from './words.ts';

const tones: Readonly<Record<Window['state'], Tone | undefined>> = {
  fine: undefined,
  'nearly spent': 'fair',
  spent: 'bad',
};

export function budgetsToTerminal(document: BudgetsDocument, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(document, style.unicode);
  const current = safe.windows.filter((window) => window.current);
  const earlier = safe.windows.filter((window) => !window.current);
  return joinBlocks(
    [head(safe, current, pen), crossings(current, pen), refused(safe, pen), past(earlier, pen), spikes(safe, pen)],
    style.width,
  );
}

function head(document: BudgetsDocument, windows: readonly Window[], pen: Pen): readonly string[] {
  if (windows.length === 0)
    return [...heading('Budgets', `${asOfText(document)}; no call is under a budget`, pen), ...caveats(document, pen)];
  const columns: readonly Column[] = [
    { head: 'spent', align: 'right', atLeast: 12 },
    { head: 'of', align: 'right' },
    { head: '', align: 'right' },
    { head: 'budget', least: 12, fit: 'middle' },
    { head: 'window' },
    { head: 'a day', align: 'right', expendable: 3 },
    { head: 'forecast', align: 'right', expendable: 1 },
    { head: 'nothing left on', expendable: 2 },
  ];
  const rows = windows.map(
    (window): Row => ({
      cells: [
        money(amountOf(window.spent_usd)),
        money(amountOf(window.limit_usd)),
        { text: share(amountOf(window.spent_usd), amountOf(window.limit_usd)), tone: tones[window.state] },
        { text: nameOf(window), tone: tones[window.state] },
        spanText(window),
        window.burn_usd_per_day === null ? '' : money(amountOf(window.burn_usd_per_day)),
        window.forecast_usd === null ? '' : `${money(amountOf(window.forecast_usd))} (${percent(window.forecast_pct)})`,
        window.exhausted_on ?? '',
      ],
    }),
  );
  const since = [...new Set(windows.flatMap(({ measured_from }) => measured_from ?? []))];
  return [
    ...heading('Budgets', asOfText(document), pen),
    ...table(columns, rows, pen),
    ...(since.length === 1 && since[0] !== undefined
      ? paragraph(
          `Rates are measured from ${minuteOf(since[0])} UTC on; the forecast is for the end of the window, once a tenth of it was measured.`,
          pen,
          { tone: 'quiet' },
        )
      : paragraph(
          'Rates are measured from the beginning of each window, or from the first call of the input; the forecast is for its end, once a tenth of it was measured.',
          pen,
          { tone: 'quiet' },
        )),
    ...caveats(document, pen),
  ];
}

function caveats({ undated, later, windows }: BudgetsDocument, pen: Pen): readonly string[] {
  const lines = [
    ...lowerBounds(windows),
    ...(undated.calls > 0
      ? [
          `${counted(undated.calls, 'call')} without a time (${money(amountOf(undated.usd))}) ${undated.calls === 1 ? 'is' : 'are'} in no window.`,
        ]
      : []),
    ...(later.calls > 0
      ? [
          `${counted(later.calls, 'later call')} (${money(amountOf(later.usd))}) ${later.calls === 1 ? 'is' : 'are'} left out.`,
        ]
      : []),
  ];
  return lines.flatMap((line) => paragraph(`! ${line}`, pen, { hang: 2 }));
}

function crossings(windows: readonly Window[], pen: Pen): readonly string[] {
  const crossed = windows.filter(({ crossed_80: first }) => first !== null);
  if (crossed.length === 0) return [];
  const lines = crossed
    .slice(0, pen.style.top)
    .flatMap((window) =>
      crossingsOf(window).flatMap(([level, call]) =>
        withPlace(
          `${nameOf(window)} reached ${level} at ${minuteOf(call.at)} UTC with ${call.key}: ${money(amountOf(call.spent_before_usd))} + ${money(amountOf(call.usd))}`,
          `${call.source}:${call.line}`,
          pen,
        ),
      ),
    );
  return [
    ...heading('Crossed', 'the first call that brought the spend there', pen),
    ...lines,
    ...(crossed.length > pen.style.top
      ? [`  ${pen.paint('quiet', `${counted(crossed.length - pen.style.top, 'more budget')}`)}`]
      : []),
  ];
}

type Crossing = NonNullable<Window['crossed_80']>;

/** One call may bring the spend over both. */
function crossingsOf({ crossed_80: most, crossed_100: all }: Window): readonly (readonly [string, Crossing])[] {
  if (most !== null && most.key === all?.key && most.at === all.at) return [['80 % and 100 %', most]];
  return [...(most ? [['80 %', most] as const] : []), ...(all ? [['100 %', all] as const] : [])];
}

function refused({ blocked, windows, approvals = [] }: BudgetsDocument, pen: Pen): readonly string[] {
  const title = 'What a cumulative check would have refused';
  const { first } = blocked;
  const approved = approvals.flatMap((one) => paragraph(approvalText(one), pen, { hang: 2 }));
  if (first === null) return [...heading(title, 'nothing', pen), ...approved];
  const by = windows.filter((window) => window.blocked.calls > 0);
  const columns: readonly Column[] = [
    { head: 'refused', align: 'right', atLeast: 12 },
    { head: 'calls', align: 'right' },
    { head: 'by' },
    { head: 'window' },
    { head: 'first call', least: 16, fit: 'middle' },
    { head: 'at' },
  ];
  const rows = by.slice(0, pen.style.top).map(
    (window): Row => ({
      cells: [
        money(amountOf(window.blocked.usd)),
        count(window.blocked.calls),
        nameOf(window),
        spanText(window),
        window.blocked.first?.key ?? '',
        window.blocked.first ? `${minuteOf(window.blocked.first.at)} UTC` : '',
      ],
    }),
  );
  return [
    ...heading(title, `${counted(blocked.calls, 'call')}, ${money(amountOf(blocked.usd))}`, pen),
    ...withPlace(
      `First: ${first.key} at ${minuteOf(first.at)} UTC, by ${first.by.join(' and ')}`,
      `${first.source}:${first.line}`,
      pen,
    ),
    ...approved,
    ...table(columns, rows, pen),
    ...(by.length > rows.length ? [`  ${pen.paint('quiet', `${count(by.length - rows.length)} more`)}`] : []),
    ...paragraph(
      'A call is refused when a budget of its had nothing left when it began; what is refused is not spent. A call that two budgets refuse stands under both.',
      pen,
      { tone: 'quiet' },
    ),
  ];
}

function past(windows: readonly Window[], pen: Pen): readonly string[] {
  const spent = windows.filter(({ state }) => state !== 'fine');
  if (windows.length === 0) return [];
  const columns: readonly Column[] = [
    { head: 'spent', align: 'right', atLeast: 12 },
    { head: 'of', align: 'right' },
    { head: '', align: 'right' },
    { head: 'budget', least: 12, fit: 'middle' },
    { head: 'window' },
    { head: 'nothing left on' },
  ];
  const rows = spent.slice(0, pen.style.top).map(
    (window): Row => ({
      cells: [
        money(amountOf(window.spent_usd)),
        money(amountOf(window.limit_usd)),
        share(amountOf(window.spent_usd), amountOf(window.limit_usd)),
        { text: nameOf(window), tone: tones[window.state] },
        spanText(window),
        window.exhausted_on ?? '',
      ],
    }),
  );
  return [
    ...heading('Earlier windows', `${counted(windows.length, 'window')}, ${count(spent.length)} at 80 % or more`, pen),
    ...table(columns, rows, pen),
  ];
}

function spikes({ spikes: all }: BudgetsDocument, pen: Pen): readonly string[] {
  if (all.length === 0) return [];
  const lines = all
    .slice(0, pen.style.top)
    .flatMap((spike) =>
      paragraph(
        `${nameOf(spike)} ${spike.day}: ${money(amountOf(spike.usd))}, mean of the ${spike.mean_days} days before ${money(amountOf(spike.mean_usd))}`,
        pen,
        { hang: 2 },
      ),
    );
  return [...heading('Spikes', 'days over twice the rolling mean', pen), ...lines];
}
