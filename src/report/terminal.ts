// The report for a person at a terminal: what matters first, worst first, and what to run next at the end.
import { penFor } from './pen.ts';
import { monthlyText } from './prices/monthly-lines.ts';
import { printableDocument } from './printable.ts';
import type { Reporter } from './style.ts';
import { baseline } from './terminal/baseline.ts';
import { breaks } from './terminal/breaks.ts';
import { enforcement } from './terminal/enforcement.ts';
import { findings } from './terminal/findings.ts';
import { gate } from './terminal/gate.ts';
import { groups } from './terminal/groups.ts';
import { headline } from './terminal/headline.ts';
import { inputs } from './terminal/inputs.ts';
import { ledger } from './terminal/ledger.ts';
import { nextCommands } from './terminal/next-commands.ts';
import { repairPlan } from './terminal/repair-plan.ts';
import { repricing } from './terminal/repricing.ts';
import type { Section } from './terminal/section.ts';
import { unattributed } from './terminal/unattributed.ts';
import { clipLine } from './text-width.ts';

const sections: readonly Section[] = [
  headline,
  breaks,
  unattributed,
  groups,
  repricing,
  (report, pen) => monthlyText(report.monthly_lines, pen),
  repairPlan,
  enforcement,
  ledger,
  findings,
  inputs,
];

export const reportToTerminal: Reporter = (report, style) => {
  const pen = penFor(style);
  const safe = printableDocument(report, style.unicode);
  const blocks = [
    ...sections.map((section) => section(safe, pen)),
    nextCommands(report, pen),
    baseline(safe, pen),
    gate(safe, pen),
  ];
  return joinBlocks(blocks, style.width);
};

/** Sections with a blank line between them; whatever is still too long at the end is cut. */
export function joinBlocks(blocks: readonly (readonly string[])[], width: number): string {
  const lines = blocks.filter((block) => block.length > 0).flatMap((block, i) => (i === 0 ? block : ['', ...block]));
  return `${lines.map((line) => clipLine(line.trimEnd(), width)).join('\n')}\n`;
}
