// Rows that are grouped by shape: those of a table of loaded events, or of somebody else's table behind a view with the same columns.
import type { Event } from '../model/event.ts';
import type { PriceRequest } from '../pricing/price-usage.ts';
import type { Ask } from './ask.ts';

export interface Rows {
  /** What stands behind FROM. */
  readonly from: string;
  readonly distributed: boolean;
  /** The columns that make an event of a row again. */
  readonly select: string;
  /** For the rows of one statement, some at a time. `last`: they are audited, and what became of them counts. */
  readonly reader: (last?: boolean) => (rows: readonly string[]) => readonly Event[];
  /** What a price depends on besides time and usage, every combination once. */
  readonly requests: (ask: Ask) => Promise<readonly PriceRequest[]>;
}
