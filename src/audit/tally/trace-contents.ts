// What a trace has of what findings look at, a bit for each. Most traces have little to tell: asking each finding about each of them would
// take longer than all the rest.
import type { MappingNote } from '../../model/event.ts';
import { exclusionReasons } from '../../model/trace.ts';
import type { AuditedCall, AuditedFacts } from '../audited.ts';
import type { About, Finding } from '../findings/define-finding.ts';
import { findings } from '../findings/index.ts';

const abouts: readonly About[] = [...new Set(findings.flatMap(({ about }) => about ?? []))];
const bits: ReadonlyMap<About, number> = new Map(abouts.map((about, place) => [about, 2 ** place]));
if (abouts.length > 31) throw new RangeError(`findings look at ${abouts.length} things; a number has 31 bits for them`);

/** Nobody looks at what has no bit. */
const bitOf = (about: About): number => bits.get(about) ?? 0;

const bit = {
  faults: bitOf('faults'),
  restarts: bitOf('restarts'),
  bypasses: bitOf('bypasses'),
  breaks: bitOf('breaks'),
  doubts: bitOf('doubts'),
  disputes: bitOf('disputes'),
  differences: bitOf('differences'),
  mappings: bitOf('mappings'),
  losses: bitOf('losses'),
  missing: bitOf('missing'),
  invalid: bitOf('invalid'),
  unheeded: bitOf('unheeded'),
  streams: bitOf('streams'),
} satisfies Record<Exclude<About, `note ${string}` | `excluded ${string}`>, number>;

const noteBits = new Map<MappingNote['kind'], number>();

function noteBit(kind: MappingNote['kind']): number {
  const known = noteBits.get(kind) ?? bitOf(`note ${kind}`);
  noteBits.set(kind, known);
  return known;
}

const excludedBits = new Map(exclusionReasons.map((reason) => [reason, bitOf(`excluded ${reason}`)]));

/** What was noticed about a trace, whatever its calls. */
export function contentsOf({ trace }: AuditedFacts): number {
  let has = 0;
  if (trace.faults.length > 0) has |= bit.faults;
  for (const { reason } of trace.exclusions) has |= excludedBits.get(reason) ?? 0;
  if (trace.restarts.length > 0) has |= bit.restarts;
  if (trace.bypasses.length > 0) has |= bit.bypasses;
  for (const { notes } of trace.events) for (const { kind } of notes) has |= noteBit(kind);
  return has;
}

export function contentsOfCalls(calls: readonly AuditedCall[]): number {
  let has = 0;
  for (const { call, price, comparison, part, contract } of calls) {
    if (call.breaks.length > 0) has |= bit.breaks;
    if (price.kind !== 'priced' || price.undated) has |= bit.doubts;
    if (price.kind === 'priced' && price.disputed) has |= bit.disputes;
    if (comparison?.kind === 'differs') has |= bit.differences;
    if (call.mapping !== undefined) has |= bit.mappings;
    if (part === 'unattributed') has |= bit.losses;
    if (contract.missing.length > 0) has |= bit.missing;
    if (contract.invalid.length > 0) has |= bit.invalid;
    if (contract.not_recommended.length > 0) has |= bit.unheeded;
    if (call.metering.streamed) has |= bit.streams;
  }
  return has;
}

/** Whether a finding is asked about a trace or calls of such contents. */
export function looksAt(about: Finding['about'], has: number): boolean {
  return about === undefined || [about].flat().some((one) => (has & bitOf(one)) !== 0);
}
