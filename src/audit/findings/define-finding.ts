// Finding: judges the facts of one trace, or of the whole report. Severity, wording and advice live here and nowhere else.
import type { MappingNote } from '../../model/event.ts';
import type { FindingText, Occurrence } from '../../model/finding.ts';
import type { AuditReport } from '../../model/report.ts';
import type { ExclusionReason } from '../../model/trace.ts';
import type { AuditedFacts, AuditedTrace } from '../audited.ts';
import type { Spend } from './spend.ts';

/** The report before its findings are known. */
export type ReportFacts = Omit<AuditReport, 'findings' | 'gate'>;

/**
 * What of a trace a finding looks at: notes of one kind, records set aside for one reason, for most traces have none of most kinds. `doubts`: calls without a price, with a band of prices, or priced without a date; `differences`:
 * calls whose logged cost is not the card's; `disputes`: calls about whose price the sources of a card disagree; `mappings`: calls of which a registry says something;
 * `losses`: calls whose owner is not known; `missing`, `invalid`,
 * `unheeded`: calls that miss something the contract requires, break a rule of it, or miss something it recommends; `streams`: calls that were streamed.
 */
export type About =
  | `note ${MappingNote['kind']}`
  | 'faults'
  | `excluded ${ExclusionReason}`
  | 'restarts'
  | 'bypasses'
  | 'breaks'
  | 'doubts'
  | 'disputes'
  | 'differences'
  | 'mappings'
  | 'losses'
  | 'missing'
  | 'invalid'
  | 'unheeded'
  | 'streams';

/** An occurrence whose words are only made when it is shown: most are counted. */
export interface Untold extends Omit<Occurrence, 'message' | 'evidence'> {
  readonly tell: () => Pick<Occurrence, 'message' | 'evidence'>;
}

/** Calls of one trace: all of them, or a share. What is said of a call hangs on no other. */
export type SomeCalls = Pick<AuditedTrace, 'calls' | 'contract' | 'card_days'>;

/** What was noticed about a trace, and the money behind it. */
export interface NoticedTrace extends AuditedFacts {
  readonly spend: Spend;
}

export interface Finding extends FindingText {
  /** A trace that has none of it is passed over; every call is looked at when absent. */
  readonly about?: About | readonly About[];
  /** Occurrences at calls. */
  readonly check?: (some: SomeCalls) => Iterable<Occurrence | Untold>;
  /** Occurrences in what was noticed about one trace. */
  readonly checkTrace?: (noticed: NoticedTrace) => Iterable<Occurrence | Untold>;
  /** Occurrences that only the whole input shows. */
  readonly checkReport?: (facts: ReportFacts) => Iterable<Occurrence>;
}

export const defineFinding = (finding: Finding): Finding => finding;
