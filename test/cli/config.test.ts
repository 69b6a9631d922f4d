import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDocument } from '../../src/cli/check-document.ts';
import { starterConfig } from '../../src/cli/commands/init.ts';
import { configSchema } from '../../src/cli/config/config-schema.ts';
import { configOf, findConfig } from '../../src/cli/config/find-config.ts';
import { loadFieldMap } from '../../src/cli/field-map.ts';
import { loadSettings } from '../../src/cli/load-settings.ts';
import { readDocument } from '../../src/cli/read-document.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testIo } from './test-io.ts';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder.path, name);

describe('finding', () => {
  test('upward as far as the repository reaches', async () => {
    folder.write({ 'repo/attrib-audit.config.json': '{"target_pct":5}', 'repo/a/b/x.txt': '' });
    mkdirSync(at('repo/.git'));
    expect(await findConfig(undefined, at('repo/a/b'))).toMatchObject({
      config: { target_pct: 5 },
      directory: at('repo'),
    });
  });

  test('not above the repository, and not upward at all outside one', async () => {
    folder.write({ 'outer/attrib-audit.config.json': '{}', 'outer/repo/x.txt': '', 'outer/plain/x.txt': '' });
    mkdirSync(at('outer/repo/.git'));
    expect(await findConfig(undefined, at('outer/repo'))).toBeUndefined();
    expect(await findConfig(undefined, at('outer/plain'))).toBeUndefined();
    expect(await findConfig(undefined, at('outer'))).toBeDefined();
  });

  test('two in one directory are one too many', async () => {
    folder.write({ 'two/attrib-audit.config.json': '{}', 'two/attrib-audit.config.yaml': '{}' });
    await expect(findConfig(undefined, at('two'))).rejects.toThrow(
      'there are two configs: attrib-audit.config.json and attrib-audit.config.yaml',
    );
  });

  test('comments, trailing commas and YAML are read alike', async () => {
    folder.write({
      'c.jsonc': '// why\n{ "gate": { "min_coverage_pct": 90, }, }',
      'c.yaml': '# why\ngate:\n  min_coverage_pct: 90\n',
    });
    const expected = { config: { gate: { min_coverage_pct: 90 } } };
    expect(await findConfig('c.jsonc', folder.path)).toMatchObject(expected);
    expect(await findConfig('c.yaml', folder.path)).toMatchObject(expected);
  });

  test.each(['none.yaml', 'none.jsonc', 'none.json'])('%s of nothing but comments is an empty config', async (name) => {
    const comments = { 'none.yaml': '# target_pct: 3\n', 'none.jsonc': '// why\n', 'none.json': '' };
    folder.write(comments);
    expect(await findConfig(name, folder.path)).toMatchObject({ config: {} });
    const { value } = await readDocument(at(name), name, 'policy');
    expect(() => checkDocument(configSchema, value, name, 'policy')).toThrow(
      `the policy ${name} has nothing in it but comments or spaces`,
    );
  });

  test('is done once in a run, so that the config may come through a pipe', async () => {
    folder.write({ 'once.json': '{"target_pct":5}' });
    const run = testIo({ cwd: folder.path });
    const first = await configOf('once.json', run);
    folder.write({ 'once.json': '' });
    expect(await configOf('once.json', run)).toBe(first);
    expect((await loadSettings({ config: 'once.json' }, run)).config.target_pct).toBe(5);
    expect(await loadFieldMap({ config: 'once.json' }, run)).toBeUndefined();
    expect((await configOf('once.json', testIo({ cwd: folder.path })))?.config).toEqual({});
  });

  test('a directory is no config', async () => {
    await expect(findConfig('.', folder.path)).rejects.toThrow('the config . cannot be read: it is a directory');
  });

  test('an alias without an anchor, and aliases that would fill memory, are faults of the file', async () => {
    const bomb = [
      'a: &a [x,x]',
      ...[...'bcdefghijklmnop'].map(
        (name, i) => `${name}: &${name} [*${'abcdefghijklmno'[i]},*${'abcdefghijklmno'[i]}]`,
      ),
    ];
    folder.write({ 'star.yaml': 'group_by: [*mini]\n', 'bomb.yaml': bomb.join('\n') });
    await expect(findConfig('star.yaml', folder.path)).rejects.toThrow(
      /^the config star\.yaml is not YAML: Unresolved alias .*mini/,
    );
    await expect(findConfig('bomb.yaml', folder.path)).rejects.toThrow(
      'the config bomb.yaml is not YAML: Excessive alias count',
    );
  });

  test('a fault in YAML is told with line and column', async () => {
    folder.write({ 'broken.yaml': 'gate:\n  - a\n b\n' });
    await expect(findConfig('broken.yaml', folder.path)).rejects.toThrow(
      /^the config broken\.yaml:\d+:\d+ is not YAML: /,
    );
  });
});

describe('settings', () => {
  test('a flag goes before the config, the config before the default', async () => {
    folder.write({
      'prefer/attrib-audit.config.json': '{"group_by":["model"],"target_pct":5,"gate":{"max_rejected_pct":7}}',
    });
    const configured = await loadSettings({}, testIo({ cwd: at('prefer') }));
    expect(configured.audit).toMatchObject({ group_by: ['model'], target_pct: 5, contract_mode: 'soft' });
    expect(configured.maxRejectedPct).toBe(7);
    const flagged = await loadSettings({ groupBy: ['feature'], maxRejected: '3' }, testIo({ cwd: at('prefer') }));
    expect(flagged.audit.group_by).toEqual(['feature']);
    expect(flagged.maxRejectedPct).toBe(3);
    const plain = await loadSettings({}, testIo({ cwd: folder.path }));
    expect(plain.audit).toMatchObject({ group_by: [], target_pct: 2, bucket: { owner: null, sla_days: null } });
    expect(plain.maxRejectedPct).toBe(1);
  });

  test('paths in a config start where it stands', async () => {
    folder.write({
      'shared/attrib-audit.config.json': '{"rates":["cards/own.json"]}',
      'shared/cards/own.json': '{"id":"own","as_of":"2026-01-01","rows":[]}',
      'shared/deep/x.txt': '',
    });
    mkdirSync(at('shared/.git'));
    const { audit } = await loadSettings({}, testIo({ cwd: at('shared/deep') }));
    expect(audit.rate_cards.map(({ id }) => id)).toEqual([expect.stringMatching(/^list-/), 'own']);
    expect(audit.rate_cards[1]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('no configuration can hide what could not be read', async () => {
    folder.write({ 'hide.json': '{"severities":{"input/record-rejected":"off"}}' });
    await expect(loadSettings({ config: 'hide.json' }, testIo({ cwd: folder.path }))).rejects.toThrow(
      'the config turns off input/record-rejected',
    );
    folder.write({ 'lower.json': '{"severities":{"input/record-rejected":"note","contract/field-missing":"off"}}' });
    const { audit } = await loadSettings({ config: 'lower.json' }, testIo({ cwd: folder.path }));
    expect(audit.severities).toEqual({ 'input/record-rejected': 'note', 'contract/field-missing': 'off' });
  });
});

test('what init writes is a valid config', async () => {
  folder.write({ 'starter.jsonc': starterConfig });
  const { value } = await readDocument(at('starter.jsonc'), 'starter.jsonc', 'config');
  expect(configSchema.parse(value)).toMatchObject({
    contract: './ownership.contract.json',
    gate: { max_unattributed: '2%' },
  });
});
