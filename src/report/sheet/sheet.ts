// Sheet: a document as headings, figures and tables, once for every kind of output. Texts are printable; a name from the data says so.
import type { Usd } from '../../model/money.ts';
import { moneyOrDash } from '../figures.ts';

export type SheetCell =
  | { readonly kind: 'money'; readonly usd: Usd }
  | { readonly kind: 'name'; readonly text: string }
  /** Nobody, nothing: shown as a warning. */
  | { readonly kind: 'none'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

export interface SheetColumn {
  readonly head: string;
  readonly align?: 'right';
  /** Sentences: broken over lines where there is no room, never cut. */
  readonly wrap?: boolean;
  /** May be left out on a narrow screen; the highest goes first. */
  readonly expendable?: number;
}

export interface SheetSection {
  readonly id: string;
  readonly title: string;
  readonly aside: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly total?: readonly SheetCell[];
  readonly notes: readonly string[];
}

export interface Sheet {
  readonly title: string;
  readonly aside: string;
  readonly lines: readonly string[];
  readonly sections: readonly SheetSection[];
}

export const money = (usd: Usd): SheetCell => ({ kind: 'money', usd });
export const name = (value: string | null, without: string): SheetCell =>
  value === null ? { kind: 'none', text: without } : { kind: 'name', text: value };
export const text = (value: string): SheetCell => ({ kind: 'text', text: value });

export const cellText = (cell: SheetCell): string => (cell.kind === 'money' ? moneyOrDash(cell.usd) : cell.text);
