// What the scanner finds, and the words for what it rejects. A reason never quotes the input: it could hold a prompt.
import type { JsonObject } from '../model/json.ts';
import { groupDigits } from './limits.ts';
import type { WordFault } from './word-fault.ts';

/** `line` is 1-based; `offset` counts bytes to the opening brace (in UTF-8, when the input was UTF-16). */
export type Scanned =
  | { readonly kind: 'record'; readonly value: JsonObject; readonly line: number; readonly offset: number }
  | {
      readonly kind: 'rejected';
      readonly line: number;
      readonly offset: number;
      readonly reason: string;
      readonly hint?: string;
    };

export interface Complaint {
  readonly reason: string;
  readonly hint?: string;
}

export function endsInside(line: number): Complaint {
  return {
    reason: `the input ends in the middle of this record (line ${line})`,
    hint: 'The file or the paste is cut off; everything before this record was read.',
  };
}

export function cutOff(nextLine: number): Complaint {
  return {
    reason: `the record is cut off: line ${nextLine} begins before it is closed`,
    hint: 'Only this record is lost; reading goes on with the line after it.',
  };
}

export function tooLarge(bytes: number, limit: number): Complaint {
  return {
    reason: `the record has ${groupDigits(bytes)} bytes, more than limits.recordBytes (${groupDigits(limit)})`,
    hint: 'Raise limits.recordBytes, or export the records one a line without their prompt and response bodies.',
  };
}

export function tooLargeAndBroken(limit: number, fault: string): Complaint {
  return {
    ...tooLarge(0, limit),
    reason: `the record is larger than limits.recordBytes (${groupDigits(limit)}) and never closed: ${fault}`,
  };
}

export function rowTooLarge(limit: number): Complaint {
  return {
    reason: `a quoted cell makes the row larger than limits.recordBytes (${groupDigits(limit)})`,
    hint: 'Its closing quote may be missing; reading goes on with the line behind it. If it is right, raise limits.recordBytes.',
  };
}

export function wrongCellCount(cells: number, columns: number): Complaint {
  return {
    reason: `the row has ${cells} cell${cells === 1 ? '' : 's'}, the header ${columns}`,
    hint:
      columns === 1
        ? 'The first line is taken for the header: remove titles and notes that stand above it.'
        : 'Only this row is lost. A cell with a separator, a quote or a line break in it must stand in double quotes.',
  };
}

export function unclosedCell(): Complaint {
  return {
    reason: 'a cell opens with a double quote that is never closed',
    hint: 'Only this row is lost; reading goes on with the line behind it. A quote inside a quoted cell is written twice.',
  };
}

export function misplacedQuote(): Complaint {
  return {
    reason: 'a quoted cell goes on over line breaks and behind its closing quote',
    hint: 'A double quote is missing or too many; reading goes on with the line behind it.',
  };
}

export function brokenAt(fault: string, line: number, column: number): Complaint {
  const reason = `${fault} (line ${line}, column ${column})`;
  if (fault.includes('line break'))
    return {
      reason,
      hint: 'The record is cut off, or was wrapped when it was copied: a string must stand on one line.',
    };
  if (fault.includes('limits.depth'))
    return { reason, hint: 'No log nests this deep on purpose; look at what wrote this record.' };
  return { reason, hint: 'Only this record is lost; reading goes on behind it.' };
}

/** A fault inside the text of a record that begins at `line` and at 0-based byte `column` of it. */
export function brokenWord(text: string, fault: WordFault, line: number, column: number): Complaint {
  const before = text.slice(0, fault.index);
  const breakAt = before.lastIndexOf('\n');
  const lines = line + before.split('\n').length - 1;
  const bytes = Buffer.byteLength(before.slice(breakAt + 1)) + 1;
  return {
    reason: `${fault.reason} (line ${lines}, column ${breakAt < 0 ? column + bytes : bytes})`,
    hint: fault.hint,
  };
}
