// Style: everything a reporter may know about where its text will be read. A reporter sees the document and this, nothing else.
import type { AuditReport } from '../model/report.ts';

export interface Style {
  /** Columns of the reader's screen; `Infinity` means no line is ever shortened or wrapped. */
  readonly width: number;
  readonly colour: boolean;
  /** False: the output is pure ASCII, data included. */
  readonly unicode: boolean;
  /** Rows of a ranked list. */
  readonly top: number;
  /** Groups to show besides `owner_team`, in this order. */
  readonly groups: readonly string[];
}

/** In pieces where a long document would be longer than a string may be. */
export type Reporter = (report: AuditReport, style: Style) => string | Iterable<string>;
