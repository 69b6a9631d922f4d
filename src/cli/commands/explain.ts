// explain ID: one trace end to end. An id that several traces share shows them all. --top N: the most expensive calls instead.
import { explainId } from '../../audit/explain-id.ts';
import { openTop } from '../../audit/explain-top.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { judgeTraces, type StoredInputs } from '../../engine/read-traces.ts';
import { UsageError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import type { Explanation } from '../../model/explanation.ts';
import { explanationToTerminal } from '../../report/explanation.ts';
import { jsonListText, jsonText } from '../../report/json-text.ts';
import { defaultTop } from '../destinations.ts';
import { idsLike } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { decideStyle, type StyleFlags } from '../style.ts';
import { writePieces } from '../write-pieces.ts';

export interface ExplainFlags extends InputFlags, SettingsFlags, StyleFlags {
  readonly json?: boolean;
  readonly top?: number;
  /** A day: short for --since and --until of that day. */
  readonly on?: string;
}

/** With --top the first operand is a file like the others. */
export async function explainCommand(words: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  const [id, operands] = flags.top === undefined ? [words[0], words.slice(1)] : [undefined, words];
  checkChoice(id, flags);
  const { audit: settings } = await loadSettings(withDay(flags), io);
  const files = await openInputs(operands, flags, io);
  const style = decideStyle(io.stdout, io, flags, { top: defaultTop, groups: [] });
  const textOf: TextOf = flags.json ? jsonText : (explanation) => explanationToTerminal(explanation, style);
  const unreadable = await judgeUnderway(files, flags, io, async (read) => {
    const texts =
      id === undefined
        ? await topTexts(read, flags.top ?? 1, settings, textOf)
        : await namedTexts(read, id, settings, textOf);
    // JSON is always a list, because an id may name several traces.
    await writePieces(flags.json ? jsonListText(texts) : withGaps(texts), io.stdout);
    return read.unreadable;
  });
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}

type TextOf = (explanation: Explanation) => string;

function* withGaps(texts: Iterable<string>): Iterable<string> {
  let gap = '';
  for (const text of texts) {
    yield `${gap}${text}`;
    gap = '\n';
  }
}

function checkChoice(id: string | undefined, { top, on, since, until, filter }: ExplainFlags): void {
  if (id === undefined && top === undefined) {
    throw new UsageError('explain needs an id, or --top N for the most expensive calls');
  }
  if (top === undefined && [on, since, until, filter].some((flag) => flag !== undefined)) {
    throw new UsageError('--on, --since, --until and --filter choose among calls', 'add --top N, or leave them out');
  }
  if (on !== undefined && (since !== undefined || until !== undefined)) {
    throw new UsageError('--on is a whole day; --since and --until are other ends', 'give one or the other');
  }
}

function withDay(flags: ExplainFlags): ExplainFlags {
  return flags.on === undefined ? flags : { ...flags, since: flags.on, until: flags.on };
}

async function topTexts(
  read: StoredInputs,
  most: number,
  settings: AuditSettings,
  textOf: TextOf,
): Promise<readonly string[]> {
  const top = openTop(most, settings);
  await judgeTraces(read, settings, top.see);
  const { of, explanations } = top.finish();
  if (of === 0) throw new UsageError('no billed call fits', 'look at the days with: attrib-audit FILES --group-by day');
  return explanations.map(textOf);
}

/** An id may name any number of traces: what is told of them waits on disk. */
async function namedTexts(
  { parts, sortTexts }: StoredInputs,
  id: string,
  settings: AuditSettings,
  textOf: TextOf,
): Promise<Iterable<string>> {
  const texts = sortTexts();
  const others = idsLike(id);
  let found = 0;
  for await (const { groups, whole } of parts)
    for (const events of groups) {
      for (const { key, explanation } of explainId(events, id, settings, whole)) {
        texts.add(key, textOf(explanation));
        found += 1;
      }
      if (found === 0) for (const event of events) seeIds(event, others.see);
    }
  if (found === 0) throw notThere(id, others.hint());
  return texts.texts();
}

function seeIds({ trace_id, request_id, provider_request_id, span_id }: Event, see: (id: string) => void): void {
  for (const id of [trace_id, request_id, provider_request_id, span_id]) if (id !== undefined) see(id);
}

function notThere(id: string, hint: string | undefined): UsageError {
  return new UsageError(
    `no trace or request in the input has the id ${id}`,
    hint ?? 'give a trace id, request id, provider request id or span id as the logs have it',
  );
}
