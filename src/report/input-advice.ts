// What to say about an input besides its counts: how sure its format is, ownership that is not read, and what would read unknown records.
import type { AuditReport } from '../model/report.ts';

type Input = AuditReport['generated_from']['inputs'][number];

/** The format and how sure it is; the schema says what the words mean. */
export function formatText({ format, confidence }: Input): string {
  if (format === null) return 'not recognised';
  return confidence ? `${format}, ${confidence}` : format;
}

/** Ownership that is there and not read: the flags that read it. */
export function unreadText({ unread_ownership: unread = [] }: Input): string | undefined {
  if (unread.length === 0) return undefined;
  const named = unread.map(({ path }) => path).join(', ');
  return `${named} ${unread.length === 1 ? 'looks' : 'look'} like ownership and ${unread.length === 1 ? 'is' : 'are'} not read; to read: ${flagsOf(unread)}`;
}

/** As many formats as are proposed when that many have something in common with a record. */
const nearestTold = 3;

export function nearestText({ unrecognised }: Input): string | undefined {
  if (unrecognised === undefined || unrecognised.nearest.length === 0) return undefined;
  const each = unrecognised.nearest.map(({ format, missing }) => `${format} (without ${missing.join('; ')})`);
  const why = each.length < nearestTold ? '; no other format has a key of it' : '';
  return `what was not recognised comes nearest to ${each.join(', ')}${why}`;
}

export function proposedMapText({ unrecognised }: Input): string | undefined {
  if (unrecognised === undefined || unrecognised.map.length === 0) return undefined;
  return `what was not recognised would probably be read with ${flagsOf(unrecognised.map)}`;
}

export function flagsOf(map: readonly { readonly field: string; readonly path: string }[]): string {
  return map.map(({ field, path }) => `--map ${quoted(`${field}=${path}`)}`).join(' ');
}

/** As a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w.:/@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function lowText({ confidence, format }: Input): string | undefined {
  if (confidence !== 'low') return undefined;
  return `low confidence in ${format}: most records were not recognised, or the format was forced on records without its keys`;
}

/** All of it, in the order of use. */
export function inputAdvice(input: Input): readonly string[] {
  return [lowText(input), unreadText(input), nearestText(input), proposedMapText(input)].filter(
    (text) => text !== undefined,
  );
}
