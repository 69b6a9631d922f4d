// What the reducer asks of the outside world: judge again, show and write files, open an editor, copy, save, stop.
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { ReviewEvent } from '../../tui/reduce.ts';
import type { Request } from '../../tui/state.ts';
import { writeWhole } from '../write-whole.ts';
import type { Auditor } from './auditor.ts';
import type { ReviewFiles } from './files.ts';
import type { Screen } from './screen.ts';

export interface Doing {
  readonly auditor: Auditor;
  readonly files: ReviewFiles;
  readonly screen: Screen;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tell: (event: ReviewEvent) => void;
  readonly end: () => void;
  readonly lend: (work: () => Promise<void>) => Promise<void>;
  readonly suspend: () => Promise<void>;
}

/** Terminals that know OSC 52 take about this much. */
const mostCopied = 74_000;

export async function doRequest(request: Request, doing: Doing): Promise<void> {
  const { auditor, files, tell } = doing;
  switch (request.kind) {
    case 'quit':
      return doing.end();
    case 'recompute':
      return auditor.recompute(request.decisions);
    case 'propose':
      return tell({ kind: 'changes', changes: files.propose(await auditor.drafts(request.decisions)) });
    case 'write': {
      const names = await files.write(await auditor.drafts(request.decisions));
      return tell({ kind: 'written', decisions: request.decisions, message: `wrote ${names.join(', ')}` });
    }
    case 'edit':
      return edit(request.source, request.line, doing);
    case 'explain': {
      const { traceId } = request;
      return tell({ kind: 'explained', traceId, explanations: await auditor.explain(traceId) });
    }
    case 'copy':
      return copy(await auditor.explain(request.traceId), doing);
    case 'save':
      return save(request.file, request.text, doing);
    case 'suspend':
      return doing.suspend();
  }
}

async function edit(source: string, line: number, { cwd, env, screen, tell, lend }: Doing): Promise<void> {
  const file = path.resolve(cwd, source);
  await access(file).catch(() => {
    throw new UsageError(`${source} is no file that an editor could open`);
  });
  const [program = 'vi', ...words] = (env.VISUAL || env.EDITOR || 'vi').split(/\s+/).filter(Boolean);
  const place = /(?:^|[/\\])(?:code|codium|cursor|subl|zed)(?:\.\w+)?$/.test(program)
    ? [`${file}:${line}`]
    : [`+${line}`, file];
  const goto = /(?:^|[/\\])(?:code|codium|cursor)(?:\.\w+)?$/.test(program) ? ['--goto'] : [];
  let problem: string | undefined;
  await lend(async () => {
    const keys = screen.openTerminal();
    problem = await new Promise((resolve) => {
      const child = spawn(program, [...words, ...goto, ...place], {
        cwd,
        stdio: [keys, 'inherit', 'inherit'],
      });
      child.on('error', (error) => resolve(`${program} cannot be started: ${error.message}`));
      child.on('exit', (code) => resolve(code ? `${program} ended with ${code}` : undefined));
    });
    closeSync(keys);
  });
  tell({
    kind: 'told',
    message: problem ?? `${source}:${line} was open in ${program}; what is on the screen was read before`,
  });
}

/** As `explain --json` prints it: without any text of a prompt. */
async function copy(explanations: readonly Explanation[], { screen, tell }: Doing): Promise<void> {
  const [first, ...others] = explanations;
  const bytes = Buffer.from(`${JSON.stringify(others.length === 0 ? first : explanations, null, 2)}\n`);
  if (bytes.length > mostCopied) {
    return tell({
      kind: 'told',
      message: 'too long for the clipboard of a terminal; attrib-audit explain --json prints it',
    });
  }
  screen.write(`\u001B]52;c;${bytes.toString('base64')}\u0007`);
  tell({ kind: 'told', message: `handed ${bytes.length} bytes to the clipboard, if the terminal allows it (OSC 52)` });
}

async function save(file: string, text: string, { cwd, tell }: Doing): Promise<void> {
  const target = path.resolve(cwd, file);
  const there = await access(target).then(
    () => true,
    () => false,
  );
  if (there) return tell({ kind: 'told', message: `${file} exists; choose another name` });
  await writeWhole(target, text);
  tell({ kind: 'told', message: `wrote ${file}` });
}
