// The README's way to gate a test suite in CI, run as it stands there: only the port is another one, and `npm test` a suite of ours.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const section = readFileSync(path.join(root, 'README.md'), 'utf8').split('\n## Gate a test suite\n')[1] ?? '';
const script = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';

/** Its `npm test` exports one call, owned or not, to where the environment says. */
const suite = `#!${process.execPath}
const text = (key, stringValue) => ({ key, value: { stringValue } });
const number = (key, intValue) => ({ key, value: { intValue } });
const owner = process.env.LOSE_OWNER ? [] : [text('ai.team', 'support'), text('ai.workflow_id', 'triage'), text('ai.feature', 'tickets')];
const call = [text('gen_ai.operation.name', 'chat'), text('gen_ai.provider.name', 'openai'), text('gen_ai.request.model', 'gpt-4.1-mini'),
  number('gen_ai.usage.input_tokens', '1000'), number('gen_ai.usage.output_tokens', '200')];
const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', name: 'chat', kind: 3,
  startTimeUnixNano: '1788300000000000000', endTimeUnixNano: '1788300001000000000', attributes: [...call, ...owner] };
const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
const { status } = await fetch(process.env.OTEL_EXPORTER_OTLP_ENDPOINT + '/v1/traces',
  { method: 'POST', body, headers: { 'content-type': 'application/json' } });
process.exitCode = status === 200 && process.env.OTEL_EXPORTER_OTLP_PROTOCOL === 'http/protobuf' ? 0 : 9;
`;

const folder = temporaryFolder();
folder.write({
  'bin/package.json': '{"type":"module"}',
  'bin/npm': suite,
  'bin/attrib-audit': `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'bin/attrib-audit.js')}' "$@"\n`,
  'kept/.gitkeep': '',
  'lost/.gitkeep': '',
});
for (const name of ['npm', 'attrib-audit']) chmodSync(path.join(folder.path, 'bin', name), 0o755);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

test.each([
  ['kept', {}, 0, 'Gate passed'],
  ['lost', { LOSE_OWNER: '1' }, 1, 'Gate FAILED'],
] as const)('with owners %s', async (name, env, expected, verdict) => {
  const port = await freePort();
  const commands = script.replaceAll('4318', String(port)).replace('listen ', `listen --otlp 127.0.0.1:${port} `);
  expect(commands).toContain('attrib-audit listen --otlp');
  const cwd = path.join(folder.path, name);
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    const all = { ...process.env, NO_COLOR: '1', PATH: `${folder.path}/bin:${process.env.PATH}`, ...env };
    execFile('bash', ['-ec', commands], { cwd, env: all }, (error, out) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout: out }),
    );
  });
  expect([code, stdout]).toEqual([expected, expect.stringContaining(verdict)]);
  expect(existsSync(path.join(cwd, 'received/traces.jsonl'))).toBe(true);
  expect(readFileSync(path.join(cwd, 'attribution.xml'), 'utf8')).toContain('<testsuites');
});
