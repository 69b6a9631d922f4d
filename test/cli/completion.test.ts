// Completion in the real shells: the script is loaded as a user would, and asked what follows half a command line.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
folder.write({ 'notes.txt': '' });

async function script(shell: string): Promise<string> {
  const io = testIo({ cwd: folder.path });
  expect(await main(['completion', shell], io)).toBe(0);
  return io.written.stdout;
}

function run(shell: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: folder.path, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const bash = `
source ./_bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_attrib_audit
printf '%s\\n' "\${COMPREPLY[@]}"
`;
const fish = 'source ./_fish; complete -C "$argv"';
/** Types the line and two tabs into an interactive shell on a pseudo-terminal, and gives what it then shows. */
const zsh = `
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
zpty -w shell 'stty columns 200 rows 100; autoload -U compinit; compinit -u -D; source ./_zsh; PS1=; setopt auto_list no_beep; LISTMAX=0; echo RE""ADY'
while zpty -r shell line; do [[ $line == *READY* ]] && break; done
zpty -w -n shell "$1"$'\\t\\t'
sleep 0.5
zpty -w -n shell $'\\C-u echo DO""NE\\n'
while zpty -r shell line; do print -r -- $line; [[ $line == *DONE* ]] && break; done
`;

const asked: Readonly<Record<string, (line: string) => readonly string[]>> = {
  bash: (line) => run('bash', ['--norc', '-c', bash, 'bash', ...line.split(' ')]).split('\n'),
  zsh: (line) => run('zsh', ['-f', '-c', zsh, 'zsh', line]).split(/[\s\p{Cc}]+/u),
  fish: (line) =>
    run('fish', ['--no-config', '-c', fish, line])
      .split('\n')
      .map((row) => row.split('\t')[0] ?? ''),
};

function isThere(shell: string): boolean {
  if (spawnSync(shell, ['-c', 'exit 0']).status === 0) return true;
  process.stderr.write(`no ${shell} on this machine: its completion was not tried\n`);
  return false;
}

describe.each(Object.keys(asked))('%s', (shell) => {
  const there = isThere(shell);
  const offers = async (line: string): Promise<readonly string[]> => {
    folder.write({ [`_${shell}`]: await script(shell) });
    return there ? (asked[shell]?.(line) ?? []) : [];
  };

  test.each([
    ['commands', 'attrib-audit ', ['gate', 'render', 'completion']],
    ['the values of a flag', 'attrib-audit gate --fail-on ', ['error', 'warning', 'note']],
    ['kinds of output', 'attrib-audit render x.json --format g', ['gitlab', 'github', 'grafana']],
    ['codes of findings', 'attrib-audit findings trace/field-', ['trace/field-dropped', 'trace/field-late']],
    ['formats', 'attrib-audit formats litellm-s', ['litellm-spend-log', 'litellm-standard-log']],
    ['flags of a command', 'attrib-audit gate --max-re', ['--max-rejected', '--max-regression']],
    ['flags of the default command', 'attrib-audit --co', ['--config', '--compact', '--color', '--contract']],
    ['commands of a command', 'attrib-audit rates ', ['list', 'show', 'check', 'import']],
    ['commands of another command', 'attrib-audit registry s', ['suggest']],
    ['flags of a command of a command', 'attrib-audit rates show x --se', ['--seller']],
    ['values of its flags', 'attrib-audit registry suggest --from litellm-s', ['litellm-spend-log']],
  ])('%s', async (_, line, expected) => {
    const offered = await offers(line);
    if (there) expect(offered).toEqual(expect.arrayContaining(expected));
    expect(offered).not.toContain('--no-such-flag');
  });

  test('a file where one is named', async () => {
    const offered = (await offers('attrib-audit rates check no')).filter((word) => word !== '');
    // bash itself completes a file where the script offers nothing.
    if (there) expect(offered).toEqual(shell === 'bash' ? [] : expect.arrayContaining(['notes.txt']));
  });

  test('nothing of another command', async () => {
    expect(await offers('attrib-audit explain --max-re')).not.toContain('--max-regression');
    expect(await offers('attrib-audit rates check --se')).not.toContain('--seller');
    expect(await offers('attrib-audit rates show l')).not.toContain('list');
  });
});

test('a shell without completion is refused', async () => {
  const io = testIo({ cwd: folder.path });
  expect(await main(['completion', 'zhs'], io)).toBe(2);
  expect(io.written.stderr).toContain('known: bash, zsh, fish');
});
