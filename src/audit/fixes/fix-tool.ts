// Fix tool: a gateway, collector or SDK, and the configuration that makes it carry or demand ownership fields.
import type { OwnershipField } from '../../model/fields.ts';

export type CarriedField = OwnershipField | 'trace_id';

export interface FixTool {
  readonly id: string;
  readonly title: string;
  /** What it does, and what it needs: a licence, a version, a plugin. */
  readonly note: string;
  /** Ready to paste. */
  readonly text: (fields: readonly CarriedField[]) => string;
}

/** `x-owner-team`; the trace id travels in the header of W3C trace context. */
export function headerOf(field: CarriedField): string {
  return field === 'trace_id' ? 'traceparent' : `x-${field.replaceAll('_', '-')}`;
}

export function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** Fields that stand in a metadata object: trace context has its own header. */
export function withoutTrace(fields: readonly CarriedField[]): readonly OwnershipField[] {
  return fields.filter((field) => field !== 'trace_id');
}
