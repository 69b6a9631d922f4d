// The comparison of two periods, for a terminal, as Markdown and as JSON.
import type { PeriodComparison } from '../model/comparison.ts';
import { periodComparisonSchema } from '../model/comparison.ts';
import { changeSentence } from './comparison/change-sentence.ts';
import { amountOf, count, counted, minuteOf, money, moneyOrDash, percent, signedMoney } from './figures.ts';
import { jsonText } from './json-text.ts';
import { code, table as markdownTable, prose } from './markdown/text.ts';
import { heading, type Pen, paragraph, penFor } from './pen.ts';
import { printableDocument } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, type Row, table } from './table.ts';
import { joinBlocks } from './terminal.ts';

type Change = PeriodComparison['total'];
type Part = Change['parts'][number]['part'];

export const comparisonWriters = {
  terminal: comparisonToTerminal,
  markdown: comparisonToMarkdown,
  json: (document: PeriodComparison): string => jsonText(periodComparisonSchema.parse(document)),
} as const;

const partHeads: Readonly<Record<Part, string>> = {
  traffic: 'traffic',
  tokens_in: 'tokens in',
  tokens_out: 'tokens out',
  other_units: 'other units',
  model_mix: 'model mix',
  cache_share: 'cache share',
  price: 'price',
  retries: 'retries',
  tokens: 'tokens',
  rate: 'mix, price, cache',
};

function comparisonToTerminal(document: PeriodComparison, style: Style): string {
  const pen = penFor(style);
  const safe = printableDocument(document, style.unicode);
  return joinBlocks([head(safe, pen), reasons(safe, pen), split(safe, pen), breaks(safe, pen)], style.width);
}

function head({ before, after, total }: PeriodComparison, pen: Pen): readonly string[] {
  const arrow = ` ${pen.signs.arrow} `;
  const spend = `${money(amountOf(before.spend_usd))}${arrow}${money(amountOf(after.spend_usd))}`;
  const side = (name: string, { name: of, from, to, calls }: PeriodComparison['before']): Row => ({
    cells: [
      name,
      of,
      from === null || to === null ? '' : `${minuteOf(from)} to ${minuteOf(to)} UTC`,
      counted(calls, 'call'),
    ],
  });
  const points = (a: number | null, b: number | null): string =>
    a === null || b === null ? '' : `${b >= a ? '+' : '-'}${Math.abs(b - a).toFixed(1)} points`;
  const lost = ({ unattributed_usd: usd, unattributed_pct: pct }: PeriodComparison['before']): string =>
    `${money(amountOf(usd))} (${percent(pct)})`;
  const figures: readonly Row[] = [
    {
      cells: ['coverage', `${percent(before.score)}${arrow}${percent(after.score)}`, points(before.score, after.score)],
    },
    {
      cells: [
        'unattributed',
        `${lost(before)}${arrow}${lost(after)}`,
        points(before.unattributed_pct, after.unattributed_pct),
      ],
    },
  ];
  const first: Column = { head: '', atLeast: 'unattributed'.length };
  const columns: readonly Column[] = [first, { head: '', least: 12, fit: 'middle' }, { head: '' }, { head: '' }];
  return [
    ...heading(`Spend ${spend}`, `${changeText(total)} (${signedMoney(amountOf(total.change_usd))})`, pen),
    ...table(columns, [side('before', before), side('after', after)], pen),
    ...table([first, { head: '' }, { head: '' }], figures, pen),
    ...caveats({ before, after }, pen),
  ];
}

const changeText = ({ change_pct, change_usd }: Change): string =>
  change_pct === null
    ? amountOf(change_usd) === 0n
      ? 'no change'
      : 'new'
    : `${change_pct > 0 ? '+' : ''}${percent(change_pct)}`;

function caveats({ before, after }: Pick<PeriodComparison, 'before' | 'after'>, pen: Pen): readonly string[] {
  const unpriced = before.unpriced_calls + after.unpriced_calls;
  const lines = [
    ...(unpriced > 0
      ? [
          `${counted(unpriced, 'call')} could not be priced (${count(before.unpriced_calls)} before, ${count(after.unpriced_calls)} after); they count as traffic without cost.`,
        ]
      : []),
    ...(before.undated_calls > 0
      ? [
          `${counted(before.undated_calls, 'call')} without a time ${before.undated_calls === 1 ? 'is' : 'are'} on neither side.`,
        ]
      : []),
  ];
  return lines.flatMap((line) => paragraph(`! ${line}`, pen, { hang: 2 }));
}

function reasons({ total, teams }: PeriodComparison, pen: Pen): readonly string[] {
  const all = [...teams.map((team) => ({ name: nameOf(team.team), change: team })), { name: 'all', change: total }];
  const shown = all.filter((_, index) => index < pen.style.top || index === all.length - 1);
  return [
    ...heading('Why spend changed', 'points are percent of the spend before', pen),
    ...shown.flatMap(({ name, change }) => paragraph(changeSentence(name, change), pen, { hang: 2 })),
  ];
}

const nameOf = (team: string | null): string => team ?? '(no owner)';

function split({ teams, total, split: how }: PeriodComparison, pen: Pen): readonly string[] {
  const used = total.parts
    .map(({ part }) => part)
    .filter((part) => [total, ...teams].some(({ parts }) => parts.some((one) => one.part === part && one.usd !== '0')));
  const columns: readonly Column[] = [
    { head: 'change', align: 'right', atLeast: 12 },
    { head: 'team', least: 10, fit: 'middle' },
    { head: 'before', align: 'right', expendable: 2 },
    { head: 'after', align: 'right', expendable: 1 },
    ...used.map((part): Column => ({ head: partHeads[part], align: 'right' })),
  ];
  const row = (name: string, change: Change): Row => ({
    cells: [
      signedMoney(amountOf(change.change_usd)),
      { text: name, tone: name === '(no owner)' ? 'bad' : undefined },
      moneyOrDash(amountOf(change.before_usd)),
      moneyOrDash(amountOf(change.after_usd)),
      ...used.map((part) => partCell(change, part)),
    ],
  });
  const rows = teams.slice(0, pen.style.top).map((team) => row(nameOf(team.team), team));
  const note =
    how === 'full'
      ? 'Each row adds up exactly. Every part is its average effect over all orders in which the factors could have changed (Shapley).'
      : 'Each row adds up exactly (Shapley). A saved report holds no calls, so model mix, price, cache share and retries stay together.';
  return [
    ...heading(
      'The change in parts',
      teams.length > rows.length ? `${counted(teams.length - rows.length, 'team')} more in "all"` : '',
      pen,
    ),
    ...table(columns, [...rows, row('all', total)], pen),
    ...paragraph(note, pen, { tone: 'quiet' }),
  ];
}

function partCell({ parts }: Change, wanted: Part): string {
  const usd = amountOf(parts.find(({ part }) => part === wanted)?.usd ?? '0');
  return usd === 0n ? '-' : signedMoney(usd);
}

function breaks({ breaks: { gone, new: fresh, moved, stayed } }: PeriodComparison, pen: Pen): readonly string[] {
  const edge = (from: string, to: string): string => `${from} ${pen.signs.arrow} ${to}`;
  const usd = (amount: { usd: string } | undefined): string => (amount ? moneyOrDash(amountOf(amount.usd)) : '');
  const rows: readonly Row[] = [
    ...fresh.map((one) => ['new', one, undefined, one.after, edge(one.from, one.to)] as const),
    ...moved.map(
      (one) =>
        [
          'moved',
          one,
          one.before,
          one.after,
          `${edge(one.from, one.to)}, now ${edge(one.now_from, one.now_to)}`,
        ] as const,
    ),
    ...gone.map((one) => ['gone', one, one.before, undefined, edge(one.from, one.to)] as const),
    ...stayed.map((one) => ['stayed', one, one.before, one.after, edge(one.from, one.to)] as const),
  ].map(([what, { field, kind }, a, b, where]) => ({
    cells: [
      { text: what, tone: what === 'new' ? 'bad' : what === 'gone' ? 'good' : undefined },
      usd(a),
      usd(b),
      field,
      kind,
      where,
    ],
  }));
  if (rows.length === 0) return heading('Where ownership drops', 'no break on either side', pen);
  const columns: readonly Column[] = [
    { head: 'break' },
    { head: 'before', align: 'right' },
    { head: 'after', align: 'right' },
    { head: 'field' },
    { head: 'kind' },
    { head: 'between', least: 16, fit: 'middle' },
  ];
  const shown = rows.slice(0, Math.max(pen.style.top, fresh.length));
  return [
    ...heading(
      'Where ownership drops',
      `${count(fresh.length)} new, ${count(moved.length)} moved, ${count(gone.length)} gone, ${count(stayed.length)} stayed`,
      pen,
    ),
    ...table(columns, shown, pen),
    ...(rows.length > shown.length ? [`  ${pen.paint('quiet', `${count(rows.length - shown.length)} more`)}`] : []),
  ];
}

function comparisonToMarkdown(document: PeriodComparison): string {
  const safe = printableDocument(document, true);
  const { before, after, total, teams } = safe;
  const used = total.parts
    .map(({ part }) => part)
    .filter((part) => teams.some(({ parts }) => parts.some((one) => one.part === part && one.usd !== '0')));
  const row = (name: string, change: Change): readonly string[] => [
    code(name),
    money(amountOf(change.before_usd)),
    money(amountOf(change.after_usd)),
    signedMoney(amountOf(change.change_usd)),
    changeText(change),
    ...used.map((part) => partCell(change, part)),
  ];
  return [
    '<!-- attrib-audit report -->',
    `## Spend ${money(amountOf(before.spend_usd))} → ${money(amountOf(after.spend_usd))} (${changeText(total)})`,
    '',
    `Before: ${code(before.name)}, ${counted(before.calls, 'call')}. After: ${code(after.name)}, ${counted(after.calls, 'call')}.`,
    `Coverage ${percent(before.score)} → ${percent(after.score)}; unattributed ${money(amountOf(before.unattributed_usd))} → ${money(amountOf(after.unattributed_usd))}.`,
    '',
    ...teams.map((team) => `- ${prose(changeSentence(nameOf(team.team), team))}`),
    '',
    ...markdownTable(
      ['team', '>before', '>after', '>change', '>%', ...used.map((part) => `>${partHeads[part]}`)],
      [...teams.map((team) => row(nameOf(team.team), team)), row('all', total)],
    ),
    '',
    `Parts add up to the change exactly. ${safe.method}.`,
    '',
  ].join('\n');
}
