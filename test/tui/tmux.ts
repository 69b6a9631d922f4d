// A real terminal for tests: a shell in tmux, keys go in, the screen comes out.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));

/** False, and a reason is printed, where there is no tmux. `.ci/run` fails without it. */
export function tmuxThere(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('no tmux on this machine: the review was not tried in a terminal\n');
    return false;
  }
}

export interface Terminal {
  /** Keys as tmux names them: "Enter", "C-c", "PageDown", or a character. */
  press(...keys: readonly string[]): Promise<void>;
  /** Text as typed quickly. */
  type(text: string): void;
  screen(): string;
  /** Waits until the screen fits and returns it; with `still` until it has not changed for so many milliseconds. */
  see(wanted: RegExp, still?: number): Promise<string>;
  resize(columns: number, rows: number): void;
  /** "cursor shown, alternate screen on", as 1 and 0. */
  state(): string;
  close(): void;
}

let opened = 0;

/** The shell finds the built program as `attrib-audit`: what is typed is as long wherever the checkout is, and wraps at the same place. */
export function openTerminal(cwd: string, columns = 100, rows = 30): Terminal {
  const commands = mkdtempSync(path.join(tmpdir(), 'attrib-audit-bin-'));
  symlinkSync(bin, path.join(commands, 'attrib-audit'));
  const socket = `attrib-audit-${process.pid}-${++opened}`;
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-L', socket, ...args], { encoding: 'utf8', env: { ...process.env, TMUX: '' } });
  tmux(
    '-f',
    '/dev/null',
    ...['new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', cwd],
    `env PS1='$ ' LANG=C.UTF-8 PATH=${commands}:"$PATH" bash --norc --noprofile`,
  );
  const screen = (): string => tmux('capture-pane', '-p').trimEnd();
  return {
    async press(...keys) {
      for (const key of keys) {
        tmux('send-keys', key);
        await sleep(80);
      }
    },
    type: (text) => void tmux('send-keys', '-l', text),
    screen,
    async see(wanted, still = 0) {
      let before = '';
      for (const end = Date.now() + 60_000; Date.now() < end; await sleep(Math.max(50, still))) {
        const shown = screen();
        if (wanted.test(shown) && (still === 0 || shown === before)) return shown;
        before = shown;
      }
      throw new Error(`waited for ${wanted}, the screen is\n${screen()}`);
    },
    resize: (wide, high) => void tmux('resize-window', '-x', String(wide), '-y', String(high)),
    state: () => tmux('display-message', '-p', '#{cursor_flag} #{alternate_on}').trim(),
    close() {
      tmux('kill-server');
      rmSync(commands, { recursive: true });
    },
  };
}
