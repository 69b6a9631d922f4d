// explain ID: one trace end to end. An id that several traces share shows them all. --top N: the most expensive calls instead.
import { explain } from '../../audit/audit.ts';
import { explainTop } from '../../audit/explain-top.ts';
import { readInputs } from '../../engine/read-inputs.ts';
import { UsageError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import type { Explanation } from '../../model/explanation.ts';
import { compareText } from '../../model/place.ts';
import { explanationToTerminal } from '../../report/explanation.ts';
import { jsonText } from '../../report/json.ts';
import { defaultTop } from '../destinations.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { decideStyle, type StyleFlags } from '../style.ts';

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
  const { events, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
  const explanations =
    id === undefined ? topOf(explainTop(events, flags.top ?? 1, settings)) : explain(events, id, settings);
  if (explanations.length === 0 && id !== undefined) throw notThere(id, events);
  io.stdout.write(
    // JSON is always a list, because an id may name several traces.
    flags.json ? jsonText(explanations) : explanationsToTerminal(explanations, flags, io),
  );
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
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

function topOf({ of, explanations }: ReturnType<typeof explainTop>): readonly Explanation[] {
  if (of === 0) throw new UsageError('no billed call fits', 'look at the days with: attrib-audit FILES --group-by day');
  return explanations;
}

function explanationsToTerminal(explanations: readonly Explanation[], flags: ExplainFlags, io: Io): string {
  const style = decideStyle(io.stdout, io, flags, { top: defaultTop, groups: [] });
  return explanations.map((explanation) => explanationToTerminal(explanation, style)).join('\n');
}

function notThere(id: string, events: readonly Event[]): UsageError {
  const ids = new Set(
    events.flatMap(({ trace_id, request_id, provider_request_id, span_id }) =>
      [trace_id, request_id, provider_request_id, span_id].filter((known) => known !== undefined),
    ),
  );
  const starts = [...ids].filter((known) => known.startsWith(id)).sort(compareText);
  const hint = starts[0] === undefined ? didYouMean(id, ids) : `ids that start so: ${starts.slice(0, 3).join(', ')}`;
  return new UsageError(
    `no trace or request in the input has the id ${id}`,
    hint ?? 'give a trace id, request id, provider request id or span id as the logs have it',
  );
}
