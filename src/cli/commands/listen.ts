// listen: takes telemetry over HTTP until it ends, then reports on it as audit does, and judges it as gate does when there are limits.
import { isOverTime } from '../../engine/run-audit.ts';
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import { type AuditFilesFlags, auditFiles, auditSettings } from '../audit-files.ts';
import { checkDestinations, defaultTop, destinations } from '../destinations.ts';
import { loadFieldMap } from '../field-map.ts';
import type { GateFlags } from '../gate-limits.ts';
import { asksForGate, planGate } from '../gate-session.ts';
import type { Io } from '../io.ts';
import { readAddress } from '../listen/address.ts';
import { readDuration } from '../listen/duration.ts';
import { openInbox } from '../listen/inbox.ts';
import { namesIn, writeKept } from '../listen/keep-files.ts';
import { type ListenLimits, listenDefaults } from '../listen/limits.ts';
import { liveReport } from '../listen/live-report.ts';
import { createReceiver } from '../listen/receive.ts';
import { serve } from '../listen/serve.ts';
import { loadToken } from '../listen/token.ts';
import { untilStopped } from '../listen/until-stopped.ts';
import { loadHashKey } from '../load-hash-key.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { collectMoreOften, memoryLimits } from '../memory-limits.ts';
import { reportError, tellUnreadable } from '../report-error.ts';

export interface ListenFlags extends SettingsFlags, GateFlags, AuditFilesFlags {
  readonly otlp: string;
  readonly for?: string;
  readonly idle?: string;
  readonly keep?: string;
  readonly tokenFile?: string;
  readonly maxKept?: number;
}

export async function listenCommand(flags: ListenFlags, io: Io, usual: ListenLimits = listenDefaults): Promise<number> {
  const outputs = destinations(flags);
  const address = readAddress(flags.otlp);
  const forMs = flags.for === undefined ? undefined : readDuration('--for', flags.for);
  const idleMs = flags.idle === undefined ? undefined : readDuration('--idle', flags.idle);
  const token = await loadToken(flags.tokenFile, address, io);
  const loaded = await loadSettings(flags, io);
  const plan = asksForGate(flags, loaded) ? await planGate(flags, loaded, io.cwd) : undefined;
  await checkDestinations(outputs, [], flags, io.cwd);
  const nameOf = await namesIn(flags.keep, io.cwd);
  const [hashKey, map] = await Promise.all([loadHashKey(flags, io), loadFieldMap(flags, io)]);

  const limits = flags.maxKept === undefined ? usual : { ...usual, keptBytes: flags.maxKept * 1_000_000 };
  const besides = limits.keptBytes + limits.inFlightBytes;
  collectMoreOften();
  const inbox = openInbox(limits);
  const files = () => inbox.files(nameOf);
  const live = liveReport({
    version: inbox.version,
    files,
    settings: auditSettings(loaded, plan, flags),
    options: {
      ...(map && { map }),
      ...(hashKey && { hashKey }),
      limits: memoryLimits(flags, 1, { besides, overTime: isOverTime(loaded.audit) }).limits,
    },
    plan,
    top: flags.top ?? defaultTop,
  });
  const end = untilStopped({ forMs, idleMs }, io);
  const receiver = createReceiver({ inbox, live, limits, token, onKept: end.postpone });
  const told = (error: unknown): void => {
    reportError(error, io, false);
  };
  const listening = await serve(address, receiver, limits, told).catch((error: unknown) => {
    end.cancel();
    throw error;
  });
  if (!flags.quiet) io.stderr.write(`listening on ${listening.url}\n`);
  const why = await end.stopped;
  await listening.close();
  const note = `${why}: ${counted(inbox.records(), 'record')} received`;

  const missing = [...receiver.lost].map(
    ([reason, times]) => new UnreadableInput('listen', `${counted(times, 'request')} refused with ${reason}`),
  );
  if (inbox.records() === 0) {
    if (!flags.quiet) io.stderr.write(`${note}\n`);
    tellUnreadable(missing, io);
    throw new UsageError('nothing was received', `point exporters here: OTEL_EXPORTER_OTLP_ENDPOINT=${listening.url}`);
  }
  if (flags.keep !== undefined) await writeKept(files(), io.cwd);
  if (!flags.quiet) io.stderr.write(`${note}, ${whereTo(flags.keep)}\n`);
  return auditFiles({ files: files(), loaded, plan, outputs, missing, besides }, flags, io);
}

/** Places in the report name files; whether these exist must be said. */
function whereTo(directory: string | undefined): string {
  return directory === undefined ? 'on no disk (--keep received writes them)' : `written to ${directory}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
