// The report as Markdown for a pull request comment or a step summary. Never longer than a comment may be: sections give way, and say so.
import type { AuditReport } from '../model/report.ts';
import { count, counted, minuteOf, percent, share } from './figures.ts';
import { budgets, enforcement } from './markdown/policy-sections.ts';
import {
  allOf,
  countsCalls,
  figureOf,
  type Section,
  type SectionOf,
  sectionLines,
  weightOf,
  wholeOf,
} from './markdown/section.ts';
import {
  baseline,
  books,
  breaks,
  findings,
  gate,
  prices,
  questions,
  repairPlan,
  spend,
  unattributed,
} from './markdown/sections.ts';
import { prose, table } from './markdown/text.ts';
import { filteredOut } from './no-call.ts';
import type { Reporter } from './style.ts';
import { unmeasuredText } from './unmeasured.ts';

/** A comment holds 65,536 characters and a summary 1 MiB; bytes are the stricter count. */
const mostBytes = 65_000;
/** Kept free for the note about what was left out. */
const noteBytes = 500;

/** No comment has room for more. */
const mostRows = 2_000;

/** What a reader of a comment needs first is given room first. */
const byImportance: readonly SectionOf[] = [
  gate,
  baseline,
  repairPlan,
  budgets,
  enforcement,
  breaks,
  spend,
  unattributed,
  questions,
  prices,
  findings,
  books,
];
const inReadingOrder: readonly SectionOf[] = [
  gate,
  baseline,
  questions,
  spend,
  breaks,
  unattributed,
  repairPlan,
  budgets,
  enforcement,
  prices,
  findings,
  books,
];

export const reportToMarkdown: Reporter = (report, style) => {
  const head = headLines(report);
  const kept = new Map<SectionOf, readonly string[]>();
  const gone: string[] = [];
  let room = mostBytes - noteBytes - bytesOf(head);
  for (const make of byImportance) {
    const made = make(report, { ...style, top: Math.min(style.top, mostRows) });
    const lines = made && fitted(made, room);
    if (made && !lines) gone.push(made.title);
    if (!lines) continue;
    room -= bytesOf(lines) + 1;
    kept.set(make, lines);
  }
  const body = inReadingOrder.flatMap((make) => ['', ...(kept.get(make) ?? [])].slice(kept.has(make) ? 0 : 1));
  const note = gone.length === 0 ? [] : ['', `Left out for length: ${gone.join('; ')}. The full report has them.`];
  return `${[...head, ...body, ...note].join('\n')}\n`;
};

/** The first line is how a bot finds its own comment again. */
function headLines(report: AuditReport): readonly string[] {
  const { coverage, totals, generated_from, tool } = report;
  const mark = '<!-- attrib-audit report -->';
  const unmeasured = unmeasuredText(report);
  if (totals.calls === 0) {
    const filtered = filteredOut(report);
    return [mark, `## AI spend: no billed call ${filtered === undefined ? 'was found' : `is left, ${filtered}`}`];
  }
  const { from, to } = generated_from.window;
  const period = from === null || to === null ? '' : `, ${prose(minuteOf(from))} to ${prose(minuteOf(to))} UTC`;
  const parts = (['proven', 'recoverable', 'unattributed'] as const).map((name) => [
    name,
    figureOf(report, coverage[name]),
    share(weightOf(report, coverage[name]), wholeOf(report)),
    count(coverage[name].calls),
  ]);
  return [
    mark,
    `## AI spend: ${percent(coverage.score)} has a proven owner`,
    '',
    `${figureOf(report, coverage.proven)} of ${allOf(report)}${countsCalls(report) ? '' : ` over ${counted(totals.calls, 'call')}`}${period}. attrib-audit ${tool.version.replace(/[^\w.+-]/g, '')}.`,
    '',
    ...table(['', '>Spend', '>Share', '>Calls'], parts),
    ...(totals.lower_bound
      ? [
          '',
          `Totals are a lower bound: ${count(totals.unpriced_calls)} of ${counted(totals.calls, 'call')} could not be priced.`,
        ]
      : []),
    ...(unmeasured === undefined ? [] : ['', unmeasured]),
  ];
}

/** The section with as many rows as there is room for; undefined when not even one fits. */
function fitted(section: Section, room: number): readonly string[] | undefined {
  let rows = Math.max(0, section.table.length - 2);
  for (;;) {
    const lines = sectionLines(section, rows);
    if (bytesOf(lines) + 1 <= room) return lines;
    if (rows <= 1) return undefined;
    rows = Math.floor(rows / 2);
  }
}

function bytesOf(lines: readonly string[]): number {
  return new TextEncoder().encode(lines.join('\n')).length + 1;
}
