// explain ID: one trace end to end. An id that several traces share shows them all.
import { explain } from '../../audit/audit.ts';
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
}

export async function explainCommand(
  id: string,
  operands: readonly string[],
  flags: ExplainFlags,
  io: Io,
): Promise<number> {
  const { audit: settings } = await loadSettings(flags, io.cwd);
  const files = await openInputs(operands, flags, io);
  const { events, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
  const explanations = explain(events, id, settings);
  if (explanations.length === 0) throw notThere(id, events);
  io.stdout.write(
    // JSON is always a list, because an id may name several traces.
    flags.json ? jsonText(explanations) : explanationsToTerminal(explanations, flags, io),
  );
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
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
