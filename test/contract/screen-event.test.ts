// A screened event holds no address, number, name or secret, says what it hid, and is otherwise the event it was.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileContract } from '../../src/contract/compile-contract.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';
import { screenEvent } from '../../src/contract/screen-event.ts';
import type { Event } from '../../src/model/event.ts';
import { type TextField, textFields } from '../../src/model/fields.ts';

const ordinary: Event = {
  hop: 'gateway',
  component: 'litellm-proxy',
  role: 'call',
  granularity: 'call',
  step: 0,
  place: { source: 'spend.jsonl', line: 1, offset: 0, format: 'litellm-spend-log', pointer: '/calls/0' },
  notes: [{ kind: 'decimal-id', field: 'trace_id', value: '1234567890123456789' }],
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  span_id: '00f067aa0ba902b7',
  request_id: 'req_2026_06_01_000184',
  provider_request_id: 'chatcmpl-2283081b-dc89-41f6-93e6-d4f914774027',
  session_id: '1234567890',
  conversation_id: '2026-06-01',
  owner_team: 'Support Platform',
  workflow_id: 'ticket-triage-v4',
  feature: 'auto-classify',
  service: 'ticket-triage-api',
  environment: 'production',
  tenant_id_hash: 't_71b2',
  user_id_hash: '3f2a91c4-12ab-4cd3-9e21-0123456789ab',
  virtual_key: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  api_key_id: 'sk-...abcd',
  principal: 'arn:aws:sts::123456789012:assumed-role/TicketTriage/i-0abc',
  service_account: 'triage@my-project.iam.gserviceaccount.com',
  account_id: '123456789012',
  provider: 'bedrock',
  model: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
  response_model: 'claude-3-5-sonnet@20240620',
  operation: '/v1/chat/completions',
  region: 'us-east-1',
  unit_price_source: 'list-2026-05',
  status: 'error',
  error: 'Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): Limit 30000',
  producer: '@opentelemetry/instrumentation-openai',
  producer_version: '1.4.0+20260601',
  usage: { input: 10 },
  raw_usage: { prompt_tokens: 10, 'usage.total': 10 },
  links: [{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4737', span_id: '00f067aa0ba902b8' }],
  start: 1_780_304_400_000_000_000n,
};
const base: Event = { ...ordinary, notes: [] };
const show = (event: Event): string =>
  JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
const key = (...parts: string[]): string => parts.join('');
const mask = '\\[masked [0-9a-f]{12}\\]';

test('an ordinary event is returned as it is', () => {
  expect(screenEvent(ordinary)).toBe(ordinary);
  expect(screenEvent(base)).toBe(base);
});

test.each([
  ['service', 'ticket-triage-api'],
  ['component', 'Ticket Triage'],
  ['service', '+support'],
  ['feature', '0151 12345678'],
  ['feature', 'Jane Doe'],
  ['owner_team', 'Jane Doe'],
  ['service', '555-123-4567'],
  ['principal', 'Support Platform'],
  ['principal', '555-123-4567'],
  ['request_id', 'br_441'],
  ['request_id', '550e8400-e29b-41d4-a716-446655440000'],
  ['trace_id', 'wJalrXUtnFEMI4K7MDENG1bPxRfiCYEXAMPLEKEY'],
  ['span_id', '00f067aa0ba902b7'],
  ['start', '2026-06-01T09:00:00Z'],
  ['user_id_hash', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['user_id_hash', '1234567890'],
  ['user_id_hash', '2026-06-01'],
  ['tenant_id_hash', 'acme-eu-1'],
  ['model', 'gemini-1.5-pro@001'],
] satisfies readonly (readonly [TextField | 'start', string])[])('%s = %j is quiet', (field, value) => {
  const event = { ...base, [field]: value };
  expect(screenEvent(event)).toBe(event);
});

describe('what is hidden', () => {
  test.each([
    ['user_id_hash', 'jane.doe@example.com', `^j\\*\\*\\*@e\\*\\*\\*\\.com ${mask}$`, 'personal-data', 'e-mail'],
    ['principal', 'jane.doe@example.com', `^j\\*\\*\\*@e\\*\\*\\*\\.com ${mask}$`, 'personal-data', 'e-mail'],
    ['owner_team', 'jane.doe@example.com', `^j\\*\\*\\*@e\\*\\*\\*\\.com ${mask}$`, 'personal-data', 'e-mail'],
    ['session_id', 'chat jane@example.com', `^chat j\\*\\*\\*@e\\*\\*\\*\\.com ${mask}$`, 'personal-data', 'e-mail'],
    ['user_id_hash', '+49 151 12345678', `^phone \\*\\*\\* ${mask}$`, 'personal-data', 'phone'],
    ['user_id_hash', '555-123-4567', `^phone \\*\\*\\* ${mask}$`, 'personal-data', 'phone'],
    ['conversation_id', 'whatsapp:+14155552671', `^whatsapp:phone \\*\\*\\* ${mask}$`, 'personal-data', 'phone'],
    ['user_id_hash', 'Jane Doe', `^J\\*\\*\\* D\\*\\*\\* ${mask}$`, 'personal-data', 'name'],
    ['tenant_id_hash', 'Jane Doe', `^J\\*\\*\\* D\\*\\*\\* ${mask}$`, 'personal-data', 'name'],
    ['principal', 'Jane Doe', `^J\\*\\*\\* D\\*\\*\\* ${mask}$`, 'personal-data', 'name'],
    [
      'virtual_key',
      key('sk-bf-', '3f2a91c4-12ab-4cd3-9e21-0123456789ab'),
      `^sk-bf-\\*\\*\\* ${mask}$`,
      'secret',
      'Bifrost virtual key',
    ],
    ['virtual_key', key('sk-', 'Xy1_bC-dEfGh2IjKl3Mn4Q'), `^sk-\\*\\*\\* ${mask}$`, 'secret', 'API key'],
    ['api_key_id', key('AKIA', 'IOSFODNN7EXAMPLE'), `^AKIA\\*\\*\\* ${mask}$`, 'secret', 'AWS access key'],
    [
      'error',
      key('Invalid token hf_', 'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH', ' given'),
      `^Invalid token hf_\\*\\*\\* ${mask} given$`,
      'secret',
      'Hugging Face token',
    ],
    [
      'error',
      'no quota for jane@example.com',
      `^no quota for j\\*\\*\\*@e\\*\\*\\*\\.com ${mask}$`,
      'personal-data',
      'e-mail',
    ],
    ['trace_id', key('Bearer ', 'a1b2c3d4e5f6g7h8'), `^Bearer \\*\\*\\* ${mask}$`, 'secret', 'bearer token'],
  ] satisfies readonly (readonly [TextField, string, string, string, string])[])(
    '%s = %j',
    (field, raw, shown, kind, what) => {
      const event = screenEvent({ ...base, [field]: raw });
      const text = event[field] ?? '';
      expect(text).toMatch(new RegExp(shown));
      const masked = /(?<=whatsapp:|chat |for |token |^)(?!whatsapp|chat|no quota|Invalid)\S.*\]/.exec(text)?.[0];
      expect(event.notes).toEqual([{ kind, field, what, masked }]);
      expect(show(event)).not.toContain(raw);
      expect(screenEvent(event)).toBe(event);
    },
  );

  test('notes stand behind those of the format, one for each kind of find', () => {
    const event = screenEvent({ ...ordinary, error: 'a@example.com b@example.com', user_id_hash: 'a@example.com' });
    expect(event.notes.map((note) => ('field' in note ? `${note.kind} ${note.field}` : note.kind))).toEqual([
      'decimal-id trace_id',
      'personal-data user_id_hash',
      'personal-data error',
    ]);
  });

  test('equal values keep equal forms, different ones different forms', () => {
    const user = (raw: string): string | undefined => screenEvent({ ...base, user_id_hash: raw }).user_id_hash;
    expect(user('jane@example.com')).toBe(user('jane@example.com'));
    expect(user('jane@example.com')).not.toBe(user('june@example.com'));
    expect(user('jane@example.com')).toBe(screenEvent({ ...base, principal: 'jane@example.com' }).principal);
  });

  test('texts beside the fields are masked too', () => {
    const event = screenEvent({
      ...base,
      raw_usage: { 'jane@example.com': 3, prompt_tokens: 1 },
      links: [{ trace_id: 'jane@example.com' }, { trace_id: 'a', span_id: 'b\n' }],
      place: { ...base.place, pointer: '/users/jane@example.com/0' },
      notes: [
        { kind: 'several-owners', values: ['support', 'jane@example.com'] },
        { kind: 'bad-count', field: 'jane@example.com', value: 'jane@example.com' },
        { kind: 'bad-amount', value: 'jane@example.com' },
        { kind: 'bad-time', field: 'start', value: 'jane@example.com' },
        { kind: 'usage-semantics-conflict', detail: 'jane@example.com' },
        { kind: 'null-like-id', field: 'trace_id', value: 'jane@example.com' },
        { kind: 'zero-cost-with-usage' },
      ],
    });
    expect(show(event)).not.toContain('jane@example.com');
    expect(event.raw_usage?.prompt_tokens).toBe(1);
    expect(event.links?.[1]).toEqual({ trace_id: 'a', span_id: 'b' });
    expect(event.place.line).toBe(1);
  });
});

describe('the default contract and masked values', () => {
  test.each([
    ['user_id_hash', 'jane@example.com'],
    ['user_id_hash', '+49 151 12345678'],
    ['user_id_hash', 'Jane Doe'],
    ['tenant_id_hash', 'jane@example.com'],
    ['tenant_id_hash', key('sk-bf-', '3f2a91c4-12ab-4cd3-9e21-0123456789ab')],
    ['owner_team', 'jane@example.com'],
    ['service', key('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
  ] satisfies readonly (readonly [TextField, string])[])('%s = %j stays invalid', (field, raw) => {
    const event = screenEvent({ ...base, [field]: raw });
    expect(defaultContract().judge({ ...event, usage: { input: 1 }, start: '1' }).invalid).toContainEqual({
      field,
      why: 'must not be personal data or a secret (masked here)',
    });
  });

  test('a contract that asks for nothing special accepts them', () =>
    expect(compileContract({ required: ['owner_team'] }, 'c').judge({ owner_team: 'a [masked 00]' }).invalid).toEqual(
      [],
    ));
});

describe('text', () => {
  test('is cleaned', () => {
    const event = screenEvent({
      ...base,
      owner_team: '\u001b[31msupport\u001b[0m',
      feature: 'a\u202eb',
      service: 'x\n',
    });
    expect([event.owner_team, event.feature, event.service]).toEqual(['support', 'a?b', 'x']);
    expect(event.notes).toEqual([]);
  });

  test('that was nothing but control sequences is absent; a component keeps a name', () => {
    const event = screenEvent({ ...base, owner_team: '\u001b[0m', component: '\n' });
    expect('owner_team' in event).toBe(false);
    expect(event.component).toBe('?');
  });

  test('is searched after cleaning', () =>
    expect(screenEvent({ ...base, user_id_hash: 'jane@\u001b[0mexample.com' }).user_id_hash).toMatch(/^j\*\*\*@e/));

  test('is cut: fields at 1,024, errors at 200', () => {
    const event = screenEvent({
      ...base,
      feature: 'f '.repeat(5_000),
      error: 'e '.repeat(5_000),
      request_id: 'x'.repeat(50_000),
    });
    expect(event.feature).toHaveLength(1_024);
    expect(event.error).toHaveLength(200);
    expect(event.error?.endsWith('…')).toBe(true);
    expect(event.request_id).toMatch(/^…[0-9a-f]{12}$/);
    expect(screenEvent(event)).toBe(event);
  });

  test('leaves no half of a secret at a cut', () => {
    const secret = key('sk-ant-api03-', 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z');
    for (const before of [180, 190, 1_000, 1_010, 4_080, 4_090]) {
      const text = `${'w '.repeat(before / 2)}${secret} ${'w '.repeat(3_000)}`;
      const shown = show(screenEvent({ ...base, feature: text, error: text, session_id: text }));
      expect(shown).not.toContain('sk-ant-a');
    }
  });
});

test('no e-mail address or secret survives in any field', () => {
  const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
  const token = (length: number): fc.Arbitrary<string> =>
    fc.array(letters, { minLength: length, maxLength: length }).map((all) => all.join(''));
  const upper = fc.array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), { minLength: 16, maxLength: 16 });
  const secret = fc.oneof(
    token(34).map((text) => `sk-${text}aB1`),
    token(40).map((text) => `sk-proj-${text}aB1`),
    token(40).map((text) => `sk-ant-api03-${text}`),
    fc.uuid().map((text) => `sk-bf-${text}`),
    upper.map((text) => `AKIA${text.join('')}`),
    token(35).map((text) => `AIza${text}`),
    token(36).map((text) => `ghp_${text}`),
    token(34).map((text) => `hf_${text}`),
    token(30).map((text) => `xoxb-1${text}`),
    fc.tuple(token(20), token(30), token(20)).map(([a, b, c]) => `eyJ${a}.${b}.${c}`),
  );
  const raw = fc.oneof(fc.emailAddress(), secret);
  const around = fc.constantFrom('', ' ', 'for ', '"', '=', ': ', '(', '/', '\u001b[1m', '\n');
  fc.assert(
    fc.property(fc.constantFrom(...textFields), around, raw, around, (field, before, value, after) => {
      const event = screenEvent({ ...base, [field]: `${before}${value}${after}` });
      expect(show(event)).not.toContain(value);
      expect(event.notes.length).toBeGreaterThan(0);
      expect(screenEvent(event)).toBe(event);
    }),
    { numRuns: 2_000 },
  );
});

test('any text at all: no crash, nothing unclean, and once is enough', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '@',
      '%40',
      'a@b.co',
      '+',
      '1',
      ' ',
      '***',
      '[masked ',
      ']',
      'sk-',
      'Bearer ',
      'Jane',
      '\u001b',
      '://',
      '…',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...textFields), fc.array(piece, { maxLength: 30 }), (field, pieces) => {
      const event = screenEvent({ ...base, [field]: pieces.join('') });
      expect(event[field] === undefined || event[field].length <= 1_024).toBe(true);
      expect(event.component === '' && pieces.join('') !== '').toBe(false);
      expect(screenEvent(event)).toStrictEqual(event);
    }),
    { numRuns: 1_000 },
  );
});
