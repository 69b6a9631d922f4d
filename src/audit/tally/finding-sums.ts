// Findings as sums: how often, how much money, and the first examples.
import type { Occurrence } from '../../model/finding.ts';
import type { AuditedTrace } from '../audited.ts';
import type { About } from '../findings/define-finding.ts';
import { findings } from '../findings/index.ts';
import { growFinding } from '../merge-tallies.ts';
import { growIn, type Running } from '../sums.ts';
import type { FindingSum } from '../tally.ts';

type Rows = Map<string, Running<FindingSum>>;

/** Those that are asked of a trace; the others speak about the whole input. */
const askedOfTraces = findings.flatMap(({ code, about, check }) => (check ? [{ code, about, check }] : []));

export function addFindings(rows: Rows, audited: AuditedTrace): void {
  for (const { code, check } of askedAbout(contentsOf(audited)))
    for (const occurrence of check(audited)) addOccurrence(rows, code, occurrence);
}

const abouts = [...new Set(askedOfTraces.flatMap(({ about }) => about ?? []))];
const asked = new Map<number, typeof askedOfTraces>();

/** The findings that traces with such contents are asked; few kinds of trace fill an input. */
function askedAbout(has: Readonly<Record<About, boolean>>): typeof askedOfTraces {
  let kind = 0;
  for (let at = 0; at < abouts.length; at++) if (has[abouts[at] ?? 'notes']) kind |= 1 << at;
  const known = asked.get(kind);
  if (known) return known;
  const list = askedOfTraces.filter(({ about }) => about === undefined || has[about]);
  asked.set(kind, list);
  return list;
}

/** Most traces have little to tell: asking each finding about each of them would take longer than all the rest. */
export function contentsOf({ trace, calls, exclusions }: AuditedTrace): Readonly<Record<About, boolean>> {
  const has: Record<About, boolean> = {
    notes: false,
    faults: trace.faults.length > 0,
    exclusions: exclusions.length > 0,
    restarts: trace.restarts.length > 0,
    bypasses: trace.bypasses.length > 0,
    breaks: false,
    doubts: false,
    differences: false,
    mappings: false,
    losses: false,
    gaps: false,
    streams: false,
  };
  for (const { notes } of trace.events) if (notes.length > 0) has.notes = true;
  for (const { call, price, comparison, part, contract } of calls) {
    if (call.breaks.length > 0) has.breaks = true;
    if (price.kind !== 'priced' || price.undated) has.doubts = true;
    if (comparison?.kind === 'differs') has.differences = true;
    if (call.mapping !== undefined) has.mappings = true;
    if (part === 'unattributed') has.losses = true;
    if (contract.missing.length + contract.invalid.length + contract.not_recommended.length > 0) has.gaps = true;
    if (call.metering.streamed) has.streams = true;
  }
  return has;
}

/** Mutates only the caller's own map. */
export function addOccurrence(rows: Rows, code: string, occurrence: Occurrence): void {
  const { records = 1, at_stake: usd } = occurrence;
  growIn(rows, code, { count: records, usd, examples: [occurrence] }, growFinding);
}
