// Transcripts: Markdown in which console blocks hold commands with their output and exit code, run in process through main().
// Other blocks may set up files: ```json traces.jsonl. A line that is only "…" stands for any lines.
import { main } from '../../src/cli/main.ts';
import { type TestWorld, testIo } from './test-io.ts';

export interface Block {
  readonly info: string;
  readonly body: string;
  /** Index of the first line of the body in the document, and of the line after it. */
  readonly from: number;
  readonly to: number;
}

export function blocksOf(markdown: string): readonly Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const info = /^```(\S.*)$/.exec(lines[index] ?? '')?.[1];
    if (info === undefined) continue;
    const end = lines.indexOf('```', index + 1);
    if (end === -1) throw new Error(`the block at line ${index + 1} is not closed`);
    blocks.push({ info, body: lines.slice(index + 1, end).join('\n'), from: index + 1, to: end });
    index = end;
  }
  return blocks;
}

/** `$ attrib-audit …` lines of a console block with what is expected below each. */
export function stepsOf(block: Block): readonly { readonly command: string; readonly expected: string }[] {
  return block.body
    .split(/^(?=\$ )/m)
    .filter((step) => step.startsWith('$ '))
    .map((step) => {
      const [first = '', ...rest] = step.split('\n');
      const continued: string[] = [first];
      while (continued.at(-1)?.endsWith('\\')) continued.push(rest.shift() ?? '');
      return { command: continued.join('\n').slice(2), expected: rest.join('\n').trimEnd() };
    });
}

/** What the terminal would show: stdout, then each line of stderr behind "! ", then the exit code when it is not 0. */
export async function runStep(command: string, world: TestWorld, readFile: (name: string) => string): Promise<string> {
  const words = wordsOf(command.replaceAll('\\\n', ' '));
  const start = words.lastIndexOf('attrib-audit');
  if (start === -1) throw new Error(`not a command of ours: ${command}`);
  const redirect = words.indexOf('<');
  const stdin = redirect === -1 ? pipedText(words.slice(0, start)) : readFile(words[redirect + 1] ?? '');
  const argv = words.slice(start + 1, redirect === -1 ? undefined : redirect);
  const io = testIo({ ...world, ...(stdin === undefined ? { tty: { ...world.tty, stdin: true } } : { stdin }) });
  const code = await main(argv, io);
  const { stdout, stderr } = io.written;
  const told = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `! ${line}`);
  return [stdout.trimEnd(), ...told, ...(code === 0 ? [] : [`[exit ${code}]`])]
    .filter((part) => part !== '')
    .join('\n');
}

/** `echo 'text' | attrib-audit` gives the text. */
function pipedText(words: readonly string[]): string | undefined {
  const echo = words.lastIndexOf('echo');
  return echo !== -1 && words.at(-1) === '|' ? `${words.slice(echo + 1, -1).join(' ')}\n` : undefined;
}

function wordsOf(command: string): readonly string[] {
  const words = command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...words].map(([, single, double, plain]) => single ?? double ?? plain ?? '');
}

const exitLine = /(?:^|\n)\[exit \d+\]$/;
const withoutExit = (text: string): string => text.replace(exitLine, '');

/** What to keep in the document: the elided text when it still fits, with the exit code as it is now. */
export function kept(actual: string, expected: string): string {
  const body = withoutExit(expected);
  if (!fitsBody(withoutExit(actual), body)) return actual;
  const exit = exitLine.exec(actual)?.[0].trim();
  return [body, exit].filter(Boolean).join('\n');
}

/** Does the output fit, with "…" lines standing for any lines? They never stand for the exit code. */
export function fits(actual: string, expected: string): boolean {
  return (
    exitLine.exec(actual)?.[0].trim() === exitLine.exec(expected)?.[0].trim() &&
    fitsBody(withoutExit(actual), withoutExit(expected))
  );
}

function fitsBody(actual: string, expected: string): boolean {
  if (!expected.split('\n').some((line) => line.trim() === '…')) return actual === expected;
  const pieces = `\n${expected}\n`.split(/\n[ \t]*…[ \t]*(?=\n)/);
  let rest = `\n${actual}\n`;
  for (const [index, piece] of pieces.entries()) {
    const at = index === pieces.length - 1 ? rest.length - piece.length : rest.indexOf(piece);
    if (at < 0 || (index === 0 && at !== 0) || rest.slice(at, at + piece.length) !== piece) return false;
    rest = rest.slice(at + piece.length);
  }
  return true;
}
