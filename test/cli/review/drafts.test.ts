// Drafts of a review's files: comments and order stay, and what is written reads as what the score was computed with.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadSettings } from '../../../src/cli/load-settings.ts';
import { configDraft } from '../../../src/cli/review/config-draft.ts';
import { diffLines } from '../../../src/cli/review/diff-lines.ts';
import { draftsOf, readBase } from '../../../src/cli/review/drafts.ts';
import { reviewFiles } from '../../../src/cli/review/files.ts';
import { readKeys } from '../../../src/cli/review/read-keys.ts';
import { registryDraft } from '../../../src/cli/review/registry-draft.ts';
import { readRegistry } from '../../../src/registry/read-registry.ts';
import type { Decision } from '../../../src/tui/decisions.ts';
import { breakKey } from '../../../src/tui/review.ts';
import { shopReview } from '../../tui/shop.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testIo } from '../test-io.ts';

const assign = (value: string, team: string, more: Partial<Extract<Decision, { kind: 'assign' }>> = {}) => ({
  kind: 'assign' as const,
  identity: { field: 'virtual_key', value },
  team,
  is_new: false,
  exclusive: false,
  workflow_id: undefined,
  feature: undefined,
  valid_from: undefined,
  valid_to: undefined,
  ...more,
});

const registry = `# who is who
teams:
  - id: support # the desk
    aliases: [Support-Platform]
  - id: search
# keys below
identities:
  - match: { virtual_key: vk-1 }
    team: support # asked on Monday
`;

const draft = (decisions: Parameters<typeof registryDraft>[1], text: string | undefined = registry): string =>
  registryDraft({ text, json: false, teamsInLogs: [] }, decisions);

test('a rule is added below the others, and every comment stays', () => {
  const made = draft([assign('vk-9', 'search', { exclusive: true, valid_from: '2026-11-01' })]);
  expect(made).toBe(
    `${registry}  - match: { virtual_key: vk-9 }
    team: search
    exclusive: true
    valid_from: 2026-11-01
`,
  );
});

test('assigning a key again changes its rule instead of contradicting it', () => {
  expect(draft([assign('vk-1', 'search')])).toBe(registry.replace('team: support # asked', 'team: search # asked'));
});

test('a file that spells lists in its own way keeps them', () => {
  const own =
    'teams:\n- id: search\n  aliases: [Find,  Seek]\n\nidentities:\n- match: {virtual_key: vk-1}\n  team: search\n';
  expect(draft([assign('vk-9', 'seek')], own)).toBe(`${own}- match: { virtual_key: vk-9 }\n  team: search\n`);
});

test('a team goes by its other names, a slip is told, a new one is asked for by name', () => {
  expect(draft([assign('vk-9', 'support-platform')])).toContain('virtual_key: vk-9 }\n    team: support\n');
  expect(() => draft([assign('vk-9', 'serch')])).toThrow('no team is called "serch"');
  expect(draft([assign('vk-9', 'labs', { is_new: true })])).toContain('  - id: search\n  - id: labs\n# keys below\n');
  expect(draft([{ kind: 'alias', alias: 'Find', team: 'search' }])).toContain(
    '  - id: search\n    aliases:\n      - Find\n',
  );
});

test('hostile names are quoted, never YAML', () => {
  const name = 'x: {y}\n- &a "b" # c';
  const made = parse(draft([assign(name, 'search'), { kind: 'alias', alias: '*all', team: 'search' }]));
  expect(made.identities[1]).toEqual({ match: { virtual_key: name }, team: 'search' });
  expect(made.teams[1].aliases).toEqual(['*all']);
});

test('where there is no registry, the teams of the logs are listed: else they would all be strangers', () => {
  const teamsInLogs = [{ id: 'support', other_names: ['Support_'], known: false, usd: '1', calls: 2 }];
  const yaml = registryDraft({ text: undefined, json: false, teamsInLogs }, [assign('vk-9', 'support')]);
  expect(parse(yaml).teams).toEqual([{ id: 'support', aliases: ['Support_'] }]);
  const json = registryDraft({ text: undefined, json: true, teamsInLogs }, [assign('vk-9', 'support')]);
  expect(readRegistry(JSON.parse(json), 'r.json').file.identities).toHaveLength(1);
});

const decisions = [
  { kind: 'exception', owner: 'finops', deadline: { sla_days: 14 } },
  { kind: 'map', field: 'owner_team', path: 'meta.dept' },
  { kind: 'map', field: 'owner_team', path: 'meta.squad' },
  { kind: 'note', fix: 'set owner_team at litellm', text: 'ticket 12' },
] as const;

test('a YAML config keeps its comments', () => {
  expect(configDraft('# ours\ntarget_pct: 2 # agreed\n', decisions, true)).toBe(`# ours
target_pct: 2 # agreed
exceptions:
  owner: finops
  sla_days: 14
map:
  owner_team:
    - meta.dept
    - meta.squad
notes:
  set owner_team at litellm: ticket 12
`);
});

test('a JSONC config keeps its comments', () => {
  expect(configDraft('{\n  // agreed\n  "target_pct": 2\n}\n', decisions.slice(0, 1), false)).toBe(
    '{\n  // agreed\n  "target_pct": 2,\n  "exceptions": {\n    "owner": "finops",\n    "sla_days": 14\n  }\n}\n',
  );
});

test('a config that is not there begins empty', () => {
  expect(configDraft(undefined, decisions.slice(0, 1), true)).toBe('exceptions:\n  owner: finops\n  sla_days: 14\n');
});

test('a due day takes the place of a number of days', () => {
  const due: Decision = { kind: 'exception', owner: 'finops', deadline: { due: '2026-12-05' } };
  expect(configDraft('exceptions:\n  sla_days: 14 # for now\n  owner: search\n', [due], true)).toBe(
    'exceptions:\n  owner: finops\n  due: 2026-12-05\n',
  );
  expect(configDraft('{ "exceptions": { "sla_days": 14 } }\n', [due], false)).toBe(
    '{\n  "exceptions": {\n    "owner": "finops",\n    "due": "2026-12-05"\n  }\n}\n',
  );
});

test('differences with what stands around them', () => {
  expect(diffLines('a\nb\nc\nd\ne\n', 'a\nb\nc\nX\nd\ne\n')).toEqual([' b', ' c', '+X', ' d', ' e']);
  expect(diffLines('', 'a\n')).toEqual(['+a']);
  expect(diffLines('a\n', 'a\n')).toEqual([]);
});

const folder = temporaryFolder();

test('what is written is what was judged; a file that changed meanwhile is left alone', async () => {
  folder.write({ 'attrib-audit.registry.yaml': registry });
  const settings = await loadSettings({}, testIo({ cwd: folder.path }));
  const base = await readBase(settings, undefined, folder.path);
  const { report } = shopReview();
  const [broken] = report.breaks;
  if (!broken) throw new Error('the shop has breaks');
  const all: readonly Decision[] = [
    assign('eval-nightly', 'search'),
    { kind: 'accept', problem: breakKey(broken), what: 'it', reason: 'the vendor', expires: '2026-12-31' },
    { kind: 'exception', owner: 'finops', deadline: { sla_days: 14 } },
  ];
  const drafts = await draftsOf(base, all, report, []);
  expect(drafts.audit.bucket).toEqual({ owner: 'finops', sla_days: 14 });
  expect(drafts.audit.registry?.file.identities).toHaveLength(2);
  const files = reviewFiles(base);
  expect(files.propose(drafts).map(({ file }) => file)).toEqual([
    'attrib-audit.registry.yaml',
    'attrib-audit.baseline.json',
    'attrib-audit.config.yaml',
  ]);
  expect(await files.write(drafts)).toHaveLength(3);
  const written = (name: string): string => readFileSync(`${folder.path}/${name}`, 'utf8');
  expect(readRegistry(parse(written('attrib-audit.registry.yaml')), 'r').file).toEqual(drafts.audit.registry?.file);
  expect(JSON.parse(written('attrib-audit.baseline.json')).accepted).toMatchObject([
    { code: `trace/field-${broken.kind}`, reason: 'the vendor', expires: '2026-12-31' },
  ]);
  // The next run reads the same settings from the files.
  expect((await loadSettings({}, testIo({ cwd: folder.path }))).audit.bucket).toEqual({
    owner: 'finops',
    sla_days: 14,
  });
  expect(files.propose(drafts)).toEqual([]);
  folder.write({ 'attrib-audit.registry.yaml': `${registry}# mine\n` });
  const more = await draftsOf(base, [...all, assign('vk-8', 'search')], report, []);
  await expect(files.write(more)).rejects.toThrow('was changed by somebody else meanwhile');
  expect(written('attrib-audit.registry.yaml')).toBe(`${registry}# mine\n`);
});

test('a day that is none is refused before anything is written', async () => {
  folder.write({ 'attrib-audit.registry.yaml': registry });
  const base = await readBase(await loadSettings({}, testIo({ cwd: folder.path })), undefined, folder.path);
  const wrong = [assign('vk-9', 'search', { valid_from: '2026-02-31' })];
  await expect(draftsOf(base, wrong, shopReview().report, [])).rejects.toThrow('identities[1].valid_from');
});

test.each([
  [{ dwon: 'x' }, 'there is no action "dwon"'],
  [{ down: 'k' }, '"k" would mean both down and up'],
  [{ accept: 'a', assign: 'q' }, '"q" would mean both assign and quit'],
  [{ quit: 'ctrl-c' }, 'ctrl-c always quits'],
  [{ quit: 'hyper-q' }, '"hyper-q" of quit is no key'],
])('keys %j are refused', (keys, message) => {
  expect(() => readKeys(keys as Record<string, string>)).toThrow(message);
});

test('keys are taken; two actions of different views may share one', () => {
  expect(readKeys({ down: ['e', 'down'], edit: 'E', note: 'a' })).toEqual({
    down: ['e', 'down'],
    edit: ['E'],
    note: ['a'],
  });
});
