// What the thread of the screen and the thread of the audit tell each other. Plain data only.
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Decision } from '../../tui/decisions.ts';
import type { ReviewFlags } from '../commands/review.ts';
import type { BaseFile, FileKind } from './drafts.ts';
import type { AuditShown } from './review-of.ts';

/** What the second thread starts with. */
export interface Handed {
  readonly operands: readonly string[];
  readonly flags: ReviewFlags;
  readonly files: Readonly<Record<FileKind, BaseFile>>;
  readonly hashKey: Uint8Array | undefined;
}

export type ToReader =
  | { readonly kind: 'decide'; readonly run: number; readonly decisions: readonly Decision[] }
  | { readonly kind: 'explain'; readonly asked: number; readonly traceId: string };

export type FromReader =
  | { readonly kind: 'progress'; readonly text: string | undefined }
  /** `run`: of the decisions it was computed with. */
  | { readonly kind: 'audit'; readonly audit: AuditShown; readonly run?: number }
  /** `good`: the last run whose decisions could be. */
  | { readonly kind: 'refused'; readonly run: number; readonly good: number; readonly message: string }
  | { readonly kind: 'told'; readonly message: string }
  | { readonly kind: 'explained'; readonly asked: number; readonly explanations: readonly Explanation[] }
  | { readonly kind: 'unreadable'; readonly inputs: readonly Failure[] }
  /** There is nothing to review. */
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An error that a user can do something about. */
interface Failure {
  readonly input?: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Throws what is no such error again. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UnreadableInput) return { input: error.input, message: error.message, hint: error.hint };
  if (error instanceof UsageError) return { message: error.message, hint: error.hint };
  throw error;
}

export function errorOf({ input, message, hint }: Failure): UnreadableInput | UsageError {
  return input === undefined ? new UsageError(message, hint) : new UnreadableInput(input, message, hint);
}
