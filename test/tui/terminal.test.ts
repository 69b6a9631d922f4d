// The built review in a real terminal (tmux): from opening to the written files, and the terminal as it was on every way out.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { bin, openTerminal, type Terminal, tmuxThere } from './tmux.ts';

const shop = fileURLToPath(new URL('../../samples/shop', import.meta.url));
const logs = ['app.otlp.jsonl', 'bedrock.jsonl', 'envoy.jsonl', 'litellm.jsonl', 'openai-usage.csv'];
const there = tmuxThere();
const clean: (() => void)[] = [];
afterEach(() => {
  for (const each of clean.splice(0)) each();
});

/** A copy of the shop, and a shell in it that says `before` and has run the review. */
async function review(args: string, columns = 100, rows = 30): Promise<{ folder: string; terminal: Terminal }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-review-'));
  // The logs only: the shop has a registry of its own.
  for (const name of logs) copyFileSync(path.join(shop, name), path.join(folder, name));
  const terminal = openTerminal(folder, columns, rows);
  clean.push(
    () => terminal.close(),
    () => rmSync(folder, { recursive: true, force: true }),
  );
  terminal.type(`stty -a > stty.before; echo said before\n`);
  await terminal.see(/^said before$/m);
  terminal.type(`${args}; echo ended with $?; stty -a > stty.after\n`);
  return { folder, terminal };
}

const whole = /^Coverage 75\.4 % \(\$4\.40\) {2}unattributed \$0\.7841 of \$5\.83/m;

/** The shell's own screen is back, with what stood there, a cursor and a terminal that echoes. */
async function expectRestored({ folder, terminal }: Awaited<ReturnType<typeof review>>, code: number): Promise<void> {
  const screen = await terminal.see(new RegExp(`^ended with ${code}$`, 'm'));
  await expect.poll(() => existsSync(path.join(folder, 'stty.after'))).toBe(true);
  expect(screen).toMatch(/^said before$/m);
  expect(screen).not.toContain('Coverage by day');
  expect(terminal.state()).toBe('1 0');
  // The first line has the size of the window.
  const settings = (name: string): string => readFileSync(path.join(folder, name), 'utf8').replace(/^.*\n/, '');
  expect(settings('stty.after')).toBe(settings('stty.before'));
}

function gate(folder: string): number | null {
  const args = [bin, 'gate', ...logs, '--max-unattributed', '2%', '--quiet'];
  return spawnSync(process.execPath, args, { cwd: folder }).status;
}

// Without tmux each of these says so above and does nothing; .ci/run has it.
test('keys alone take unattributed spend from over 10 % to under 2 %, and the gate passes', async () => {
  if (!there) return;
  const session = await review('attrib-audit review *.jsonl *.csv');
  const { folder, terminal } = session;
  expect(gate(folder)).toBe(1);
  await terminal.see(whole);
  const steps: string[] = [];
  const registry = path.join(folder, 'attrib-audit.registry.yaml');
  /** Keys, what the screen then shows, and both as a step of the record. */
  const step = async (what: string, keys: readonly string[], wanted: RegExp): Promise<void> => {
    for (const key of keys) {
      if (key.length > 1 && key !== 'Enter') terminal.type(key);
      else await terminal.press(key);
    }
    const shown = await terminal.see(wanted, 300);
    steps.push(`## ${what}\n\nKeys: ${keys.map((key) => `\`${key}\``).join(' ')}\n\n\`\`\`text\n${shown}\n\`\`\`\n`);
  };
  await step('The overview: 13.5 % has no owner', ['1'], /\[1 home\]|\[1 overview\]/);
  await step('Where ownership drops', ['2'], /> ?\$0\.6491/);
  await step('Who sent what nobody owns', ['3'], /> +\$0\.7115 +7 +identity +virtual_key eval-nightly/);
  await step('The calls behind it', ['Enter'], /behind virtual_key eval-nightly +1 \/ 7 of 151/);
  await step('Only the costly ones', ['/', 'cost>0.1', 'Enter'], /filter cost>0\.1 +1 \/ \d of 151/);
  await step('One of them', ['Enter'], /^Trace [0-9a-z]/m);
  await step('A slip is refused', ['3', 'a', 'serch', 'Enter'], /no team is called "serch": did you mean search\?/);
  await step(
    'Assigned: 1.2 % is left',
    ['a', 'search', 'Enter'],
    /coverage 75\.4 %, unattributed \$0\.7841 \(13\.5 %\) -> \$0\.07266 \(1\.2 %\)/,
  );
  await step('Quitting now would lose it', ['q'], /1 decision is not written/);
  await step('What would be written', ['w'], /\+ {2}- match: \{ virtual_key: eval-nightly \}/);
  expect(existsSync(registry)).toBe(false);
  await step('Written', ['y'], /wrote attrib-audit\.registry\.yaml/);
  await terminal.press('q');
  await expectRestored(session, 0);
  expect(readFileSync(path.join(folder, 'attrib-audit.registry.yaml'), 'utf8')).toBe(
    `# Teams, and the keys, projects and accounts that belong to them. The teams are those that logs name: check them.
teams:
  - id: finance
  - id: sales
  - id: search
  - id: support
identities:
  - match: { virtual_key: eval-nightly }
    team: search
`,
  );
  expect(gate(folder)).toBe(0);
  await expect(
    `# A recorded session\n\nThe logs of the sample shop in a terminal of 100 columns, from opening to the written registry, with keys alone.\nBefore it \`attrib-audit gate --max-unattributed 2%\` exits with 1, after it with 0.\n\n${steps.join('\n')}`,
  ).toMatchFileSnapshot('session.md');
});

test('resizing while it runs draws the whole screen anew, and says when it is too small', async () => {
  if (!there) return;
  const session = await review('attrib-audit review *.jsonl');
  const { terminal } = session;
  await terminal.see(whole);
  await terminal.press('3');
  terminal.resize(70, 20);
  const narrow = await terminal.see(/1 2 \[3 unattributed\] 4|3 unowned\][\s\S]*> +\$0\.7115[\s\S]*q quit$/);
  expect(narrow.split('\n').length).toBeLessThan(20);
  terminal.resize(50, 20);
  await terminal.see(/needs 60 columns and 12 rows;/);
  terminal.resize(160, 40);
  const wide = await terminal.see(/never seen with a team/);
  expect(wide.match(/Coverage/g)).toHaveLength(1);
  await terminal.press('C-c');
  await expectRestored(session, 0);
});

test('kill -TERM and a closed window put the terminal back', async () => {
  if (!there) return;
  for (const [signal, code] of [
    ['TERM', 143],
    ['HUP', 129],
  ] as const) {
    const session = await review(`sh -c 'echo $$ > pid; exec attrib-audit review *.jsonl'`);
    await session.terminal.see(whole);
    const pid = Number(readFileSync(path.join(session.folder, 'pid'), 'utf8'));
    process.kill(pid, `SIG${signal}`);
    await expectRestored(session, code);
  }
});

test('inputs that do not fit into the memory end the review with a word, and leave a terminal that works', async () => {
  if (!there) return;
  const { folder, terminal } = await review('true');
  // Little to unpack, much to hold.
  const feature = 'many words '.repeat(9_000);
  const row = { hop: 'gateway', component: 'gw', provider: 'openai', model: 'gpt-4.1-mini', usage: { input: 1 } };
  const rows = Array.from({ length: 4_000 }, (_, n) =>
    JSON.stringify({ ...row, trace_id: `t${n}`, feature: n + feature }),
  );
  writeFileSync(path.join(folder, 'large.jsonl.gz'), gzipSync(rows.join('\n'), { level: 1 }));
  await terminal.see(/^ended with 0$/m);
  terminal.type(`clear; attrib-audit review --memory 256MB large.jsonl.gz; echo ended with $?; stty -a > stty.large\n`);
  const screen = await terminal.see(/^ended with 2$/m);
  expect(screen).toContain('attrib-audit: the review needs more memory than it may take');
  expect(terminal.state()).toBe('1 0');
  await expect.poll(() => existsSync(path.join(folder, 'stty.large'))).toBe(true);
  expect(readFileSync(path.join(folder, 'stty.large'), 'utf8')).toMatch(/ icanon /);
});

test('a crash puts the terminal back before it is told', async () => {
  if (!there) return;
  const session = await review(`NODE_OPTIONS='--import ./crash.mjs' attrib-audit review *.jsonl`);
  writeFileSync(
    path.join(session.folder, 'crash.mjs'),
    `process.on('SIGUSR2', () => { throw new Error('boom'); });\nimport { writeFileSync } from 'node:fs';\nwriteFileSync('pid', String(process.pid));\n`,
  );
  await session.terminal.see(/Cannot find module|Coverage/);
  // The first try may have come before the file was there.
  if (!existsSync(path.join(session.folder, 'pid'))) {
    session.terminal.type(`NODE_OPTIONS='--import ./crash.mjs' attrib-audit review *.jsonl; echo ended with $?\n`);
  }
  await session.terminal.see(whole);
  process.kill(Number(readFileSync(path.join(session.folder, 'pid'), 'utf8')), 'SIGUSR2');
  const screen = await session.terminal.see(/ended with 70/);
  expect(screen).toContain('this is a bug of attrib-audit: boom');
  expect(session.terminal.state()).toBe('1 0');
});

test('ctrl-z goes back to the shell, fg to the review', async () => {
  if (!there) return;
  const session = await review('attrib-audit review *.jsonl');
  const { terminal } = session;
  await terminal.see(whole);
  await terminal.press('3', 'C-z');
  await terminal.see(/Stopped/);
  expect(terminal.state()).toBe('1 0');
  terminal.type('fg\n');
  await terminal.see(/\[3 unattributed\][\s\S]*eval-nightly/);
  await terminal.press('4');
  await terminal.see(/\[4 traces\]/);
  await terminal.press('q');
  await terminal.see(/^said before$/m);
  expect(terminal.state()).toBe('1 0');
});

test('an editor gets the terminal at the source line and gives it back', async () => {
  if (!there) return;
  const { folder, terminal } = await review(`EDITOR='sh ./editor.sh' attrib-audit review *.jsonl`);
  writeFileSync(
    path.join(folder, 'editor.sh'),
    'echo "$@" > asked; echo "in the editor, go on with Enter"; read line\n',
  );
  await terminal.see(whole);
  await terminal.press('4', 'e');
  await terminal.see(/in the editor/);
  terminal.type('\r');
  await terminal.see(/was open in sh/);
  expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toMatch(/^\+\d+ .*\.jsonl\n$/);
  await terminal.press('q');
  await terminal.see(/^ended with 0$/m);
});

test('records may come through a pipe while keys come from the terminal', async () => {
  if (!there) return;
  const session = await review('cat *.jsonl | attrib-audit review');
  const { terminal } = session;
  await terminal.see(/^Coverage \d/m);
  await terminal.press('4', 'j', 'j');
  await terminal.see(/^3 \/ /m);
  await terminal.press('q');
  await expectRestored(session, 0);
});

test('for a screen reader it says what is new, line after line', async () => {
  if (!there) return;
  const { terminal } = await review('attrib-audit review --screen-reader *.jsonl', 120, 50);
  await terminal.see(/^Coverage 75\.4 %/m);
  await terminal.press('3');
  await terminal.see(/^View unattributed, 6 rows$/m);
  await terminal.see(/^Row 1: spend \$0\.7115, calls 7, by identity, which virtual_key eval-nightly/m);
  await terminal.press('j', 'j');
  await terminal.see(/^Row 3: spend \$0\.03812/m);
  expect(terminal.state()).toMatch(/0$/);
  await terminal.press('q');
  await terminal.see(/^ended with 0$/m);
});
