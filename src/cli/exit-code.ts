// Exit codes: the whole promise to scripts, decided here and nowhere else.
import { rejectedPct } from '../audit/rejected-share.ts';

export const exitCodes = {
  fine: 0,
  gateFailed: 1,
  couldNotJudge: 2,
  tooMuchRejected: 3,
  bug: 70,
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
} as const;

/** Printed at the end of the help. */
export const exitCodeHelp: readonly (readonly [number, string])[] = [
  [exitCodes.fine, 'fine'],
  [exitCodes.gateFailed, 'the gate failed'],
  [exitCodes.couldNotJudge, 'could not judge: a flag, the config, the contract, unreadable or unrecognised input'],
  [exitCodes.tooMuchRejected, 'too many records were rejected (--max-rejected, 1 % unless told otherwise)'],
  [exitCodes.bug, 'a bug of attrib-audit'],
  [exitCodes.SIGINT, 'interrupted (143: terminated)'],
];

export interface Verdict {
  /** Some input could not be read to its end. */
  readonly unreadable: boolean;
  readonly rejected: number;
  readonly records: number;
  readonly maxRejectedPct: number;
  /** Absent when no gate was asked for. */
  readonly gatePassed?: boolean;
  /** Report a failed gate, but do not fail. */
  readonly exitZero?: boolean;
}

/** What cannot be trusted outranks what was found: an unread input, then too many rejected records, then the gate. */
export function exitCodeOf(verdict: Verdict): number {
  if (verdict.unreadable) return exitCodes.couldNotJudge;
  if (rejectedPct(verdict) > verdict.maxRejectedPct) return exitCodes.tooMuchRejected;
  if (verdict.gatePassed === false && !verdict.exitZero) return exitCodes.gateFailed;
  return exitCodes.fine;
}
