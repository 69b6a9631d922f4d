// Review: time to the first screen of a large log, and from a key to its frame, in a real pseudo-terminal (script of util-linux).
// Prints only; a busy machine must not fail a test. REVIEW_ROWS chooses the size.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeLog } from './make-logs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rows = Number(process.env.REVIEW_ROWS ?? 400_000);
mkdirSync(path.join(root, '.bench'), { recursive: true });
const log = path.join(root, `.bench/review-${rows}.jsonl`);
makeLog(log, 'litellm', rows);

const endOfFrame = '\u001B[?2026l';
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told
const painted = /\u001B\[(\d+);1H(.*?)\u001B\[0m\u001B\[K/gs;
const command = `stty cols 120 rows 40; exec ${process.execPath} ${path.join(root, 'bin/attrib-audit.js')} review --memory 8GB ${log}`;
const started = performance.now();
const child = spawn('script', ['-qfec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
let done = false;
process.on('exit', () => child.kill('SIGKILL'));
child.on('exit', (code) => {
  if (done) return;
  console.log(`the review ended by itself with ${code}`);
  process.exit(1);
});
/** What stands on the screen, by row. */
const screen = new Map();
let rest = '';
let framed = () => {};
child.stdout.on('data', (chunk) => {
  rest += chunk;
  const end = rest.lastIndexOf(endOfFrame);
  if (end === -1) return;
  for (const [, row, line] of rest.slice(0, end).matchAll(painted)) screen.set(Number(row), line);
  rest = rest.slice(end + endOfFrame.length);
  framed();
});
const head = () => screen.get(1) ?? '';
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours
const plain = (line) => line.replace(/\u001B\[[0-9;]*m/g, '');
const since = () => performance.now() - started;

/** Milliseconds until the next frame; undefined when none comes. */
async function frame(wait = 60_000) {
  const from = performance.now();
  return Promise.race([
    new Promise((resolve) => {
      framed = () => resolve(performance.now() - from);
    }),
    sleep(wait).then(() => undefined),
  ]);
}

async function press(key) {
  const next = frame(3_000); // a key that changes nothing has no frame
  child.stdin.write(key);
  return next;
}

const show = (name, ms = Number.NaN, goal = undefined) =>
  console.log(
    `${name.padEnd(46)} ${ms.toFixed(0).padStart(7)} ms${goal === undefined ? '' : `   goal under ${goal} ms`}`,
  );

console.log(`${rows.toLocaleString('en')} rows`);
await frame();
show('first screen', since(), 1000);

// While it reads: keys one after the other, each waited for.
const reading = [];
// Every key changes the screen: on views without rows yet only other views do.
const views = ['3', '4', '2', '1'];
const lines = ['3', '4', 'j', 'k', '2', '1'];
while (!plain(head()).startsWith('Coverage')) {
  if (since() > 600_000) throw new Error('reading does not end');
  const keys = head().includes('n/a') ? views : lines;
  const ms = await press(keys[reading.length % keys.length]);
  if (ms !== undefined) reading.push(ms);
  await sleep(200);
}
show('everything read', since());
spread('key to frame while reading', reading, 50);
await sleep(500);

const moves = [
  '4',
  ...'jjjjjjjjjjkkkkk',
  '\u001B[6~',
  '\u001B[6~',
  '\u001B[5~',
  'G',
  'k',
  'g',
  ...'jjjj',
  '\r',
  'j',
  'j',
  '2',
  'j',
  '3',
  'j',
  'j',
  '7',
  'j',
  '8',
  '1',
];
const moving = [];
for (let round = 0; round < 5; round++) {
  for (const key of moves) {
    const ms = await press(key);
    if (ms !== undefined) moving.push(ms);
    await sleep(40);
  }
}
spread('key to frame', moving, 50);

await press('4');
await sleep(50);
child.stdin.write('/cost>0.02 model:gpt*');
await sleep(500);
show('filter over all calls', await press('\r'));
await sleep(200);
show('clear it', await press('\u001B'));
await sleep(200);
show('sort by cost', await press('s'));
await sleep(200);
await press('3');
await sleep(50);
show('calls behind a row', await press('\r'));
await sleep(200);
// A key right after the decision: what it is judged by must not be felt.
const judging = [];
for (const [what, key, team] of [
  ['a decision judged anew', 'a', 'team-1'],
  ['taken back', 'u', ''],
  ['another decision', 'a', 'team-2'],
]) {
  await press('3');
  await sleep(300);
  child.stdin.write(key);
  if (team !== '') {
    await sleep(100);
    child.stdin.write('\u0015'); // what is suggested goes
    await sleep(100);
    child.stdin.write(`${team}\r`);
  }
  const from = performance.now();
  while (performance.now() - from < 300_000) {
    if (![...screen.values()].some((line) => line.includes('computing the score')) && performance.now() - from > 60)
      break;
    const ms = await press(lines[judging.length % lines.length]);
    if (ms !== undefined) judging.push(ms);
  }
  show(what, performance.now() - from);
  await sleep(1000);
}
spread('key to frame while a decision is judged', judging, 50);
done = true;
child.stdin.write('\u0003');
await sleep(1000);
child.kill();

function spread(name, all, goal) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  show(`${name}, median of ${sorted.length}`, at(0.5));
  show(`${name}, 95th percentile`, at(0.95), goal);
  show(`${name}, slowest`, at(1));
}
