// review files…: the interactive review. Without a terminal it prints the report and says how to run it.
import { UsageError } from '../../model/errors.ts';
import { exitCodes } from '../exit-code.ts';
import { standardInput, takesStandardInput } from '../find-inputs.ts';
import type { Io } from '../io.ts';
import { loadHashKey } from '../load-hash-key.ts';
import { loadSettings } from '../load-settings.ts';
import { openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { decideColour, decideUnicode } from '../style.ts';
import type { AuditFlags } from './audit.ts';

export interface ReviewFlags extends AuditFlags {
  readonly screenReader?: boolean;
}

export async function reviewCommand(operands: readonly string[], flags: ReviewFlags, io: Io): Promise<number> {
  if (!io.stdout.isTTY) return printed(operands, flags, io, 'standard output is no terminal');
  if (io.stdin.isTTY && operands.includes(standardInput)) {
    throw new UsageError('keys and records cannot both be typed', 'pipe the records in, or name a file');
  }
  const files = await openInputs(operands, flags, io);
  const [{ heapFor }, { readBase }, { readKeys }, { openScreen }, { runSession }] = await Promise.all([
    import('../review/heap-for.ts'),
    import('../review/drafts.ts'),
    import('../review/read-keys.ts'),
    import('../review/screen.ts'),
    import('../review/session.ts'),
  ]);
  const settings = await loadSettings(flags, io);
  if (settings.audit.registry_file && !settings.files.registry) {
    throw new UsageError(
      'decisions are written into a registry file, and this registry is in a database',
      'name a file with --registry FILE',
    );
  }
  const remap = readKeys(settings.config.keys ?? {});
  const base = await readBase(settings, flags.map, io.cwd);
  const screen = openScreen(io, flags.screenReader === true);
  if (!screen) return printed(operands, flags, io, 'there is no terminal to read keys from');
  const { code, unwritten, unreadable } = await runSession({
    operands,
    flags,
    base,
    hashKey: await loadHashKey(flags, io),
    records: takesStandardInput(operands) ? io.stdin.read() : undefined,
    heap: heapFor(files, flags),
    screen,
    colour: decideColour(io.stdout, io.env, flags),
    unicode: decideUnicode(io),
    remap,
    screenReader: flags.screenReader === true,
    cwd: io.cwd,
    env: io.env,
  });
  if (code === exitCodes.SIGTERM || code === exitCodes.SIGHUP) io.stderr.write('attrib-audit: terminated\n');
  if (unwritten > 0)
    io.stderr.write(`attrib-audit: ${unwritten} ${unwritten === 1 ? 'decision was' : 'decisions were'} not written\n`);
  tellUnreadable(unreadable, io);
  return code === exitCodes.fine && unreadable.length > 0 ? exitCodes.couldNotJudge : code;
}

async function printed(operands: readonly string[], flags: ReviewFlags, io: Io, why: string): Promise<number> {
  const { auditCommand } = await import('./audit.ts');
  const code = await auditCommand(operands, flags, io);
  if (!flags.quiet)
    io.stderr.write(
      `${why}, so this is the report; for the review run in a terminal: attrib-audit review ${operands.join(' ')}\n`,
    );
  return code;
}
