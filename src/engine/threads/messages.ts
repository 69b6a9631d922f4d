// What is said between the thread that reads and the threads that judge. Plain data only: it is copied from one thread to the other.
import type { Summed } from '../../audit/audit.ts';
import type { WholeInput } from '../../trace/build-traces.ts';

export type ToJudge =
  | { readonly kind: 'whole'; readonly sources: readonly string[]; readonly whole: WholeInput }
  /** Framed rows; the bytes move, they are not copied. */
  | { readonly kind: 'part'; readonly rows: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'finish' };

export type FromJudge = { readonly kind: 'judged' } | { readonly kind: 'summed'; readonly summed: Summed } | Failed;

/** `hint` is set where the user can do something about it. */
export interface Failed {
  readonly kind: 'failed';
  readonly message: string;
  readonly hint: string | undefined;
  readonly stack: string | undefined;
}
