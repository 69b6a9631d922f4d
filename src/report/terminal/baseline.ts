// Baseline: every problem the gate counted or let pass; what is accepted is still shown.
import { acceptedBy, baselineSummary, baselineTones, type Entry, rankedEntries, unownedText } from '../baseline.ts';
import { amountOf, moneyOrDash } from '../figures.ts';
import { heading, paragraph } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { besideMoney, moneyWidth, moreLine, type Section } from './section.ts';

const columns: readonly Column[] = [
  { head: 'spend', align: 'right', atLeast: moneyWidth },
  { head: '' },
  { head: 'problem', least: 16, fit: 'middle' },
  { head: '', least: 16, fit: 'wrap' },
];

export const baseline: Section = ({ gate }, pen) => {
  if (!gate?.baseline) return [];
  const ranked = rankedEntries(gate.baseline);
  const shown = ranked.slice(0, pen.style.top);
  const rows = shown.map((entry) => ({
    cells: [
      entry.usd === null ? '' : moneyOrDash(amountOf(entry.usd)),
      { text: entry.state, tone: baselineTones[entry.state] },
      entry.code,
      entry.subject,
    ],
    below: hasWords(entry) ? paragraph(acceptedBy(entry), pen, { indent: besideMoney, hang: 2, tone: 'quiet' }) : [],
  }));
  const open = unownedText(gate.baseline);
  return [
    ...heading('Baseline', baselineSummary(gate.baseline), pen),
    ...table(columns, rows, pen),
    ...moreLine(ranked.length - shown.length, ['entry', 'entries'], pen),
    ...(open === undefined ? [] : paragraph(open, pen, { hang: 2 })),
  ];
};

/** What nobody has filled in yet is said once, below the list. */
function hasWords({ state, owner, reason, expires }: Entry): boolean {
  return state !== 'new' && (owner ?? reason ?? expires) !== null;
}
