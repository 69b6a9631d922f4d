// The default contract and contracts of users: what a verdict says of complete, partial and misfilled envelopes.
// biome-ignore-all lint/suspicious/noThenProperty: JSON Schema calls it so
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import defaultSchema from '../../schemas/ownership-contract.schema.json' with { type: 'json' };
import { compileContract } from '../../src/contract/compile-contract.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';

const complete = {
  trace_id: 'tr_9f4c',
  owner_team: 'support',
  workflow_id: 'ticket-triage-v4',
  feature: 'auto-classify',
  tenant_id_hash: 't_71b2',
  user_id_hash: 'u_19ac',
  cost_center: 'CC-1042',
  environment: 'production',
  service: 'ticket-triage-api',
  provider: 'bedrock',
  model: 'anthropic.claude-sonnet',
  usage: { input: 18_400, output: 2_100 },
  start: '2026-06-01T09:00:00.000000000Z',
  unit_price_source: 'list-2026-05',
  logged_cost_usd: '0.091',
};
const flawless = { missing: [], invalid: [], not_recommended: [] };
const without = (...fields: (keyof typeof complete)[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(complete).filter(([field]) => !fields.some((name) => name === field)));

describe('the default contract', () => {
  const contract = defaultContract();

  test('is compiled once', () => expect(defaultContract()).toBe(contract));

  test('is valid JSON Schema 2020-12 (start-up relies on it)', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(defaultSchema)).toBe(true);
    expect(compileContract(defaultSchema, 'copy').judge(complete)).toEqual(flawless);
  });

  test('names its fields', () => {
    expect(contract.id).toBe('https://attrib-audit.dev/schemas/ownership-contract.schema.json');
    expect(contract.required).toEqual([
      'trace_id',
      'owner_team',
      'workflow_id',
      'feature',
      'provider',
      'model',
      'usage',
    ]);
    expect(contract.recommended).toEqual([
      'trace_id',
      'workflow_id',
      'feature',
      'start',
      'cost_center',
      'tenant_id_hash',
      'user_id_hash',
      'environment',
      'service',
      'unit_price_source',
    ]);
  });

  test('a complete envelope has no flaw', () => expect(contract.judge(complete)).toEqual(flawless));

  test('fields it does not know are welcome', () =>
    expect(contract.judge({ ...complete, gpu_pool: 'a', session_id: 's' })).toEqual(flawless));

  test('an empty envelope counts as production', () => {
    expect(contract.judge({})).toEqual({
      missing: ['trace_id', 'owner_team', 'workflow_id', 'feature', 'provider', 'model', 'usage'],
      invalid: [],
      not_recommended: [
        'start',
        'cost_center',
        'tenant_id_hash',
        'user_id_hash',
        'environment',
        'service',
        'unit_price_source',
      ],
    });
  });

  test('undefined is absent, null is not', () => {
    expect(contract.judge({ ...complete, owner_team: undefined, start: undefined })).toEqual({
      missing: ['owner_team'],
      invalid: [],
      not_recommended: ['start'],
    });
    expect(contract.judge({ ...complete, owner_team: null }).invalid).toEqual([
      { field: 'owner_team', why: 'must be text' },
    ]);
  });

  test.each(['dev', 'Development', 'TEST', 'testing', 'staging', 'Sandbox', 'local'])(
    '%s needs only an owner and a price',
    (environment) => {
      const sparse = {
        environment,
        owner_team: 'support',
        provider: 'openai',
        model: 'gpt-4.1-mini',
        usage: { input: 1 },
      };
      expect(contract.judge(sparse)).toEqual({
        missing: [],
        invalid: [],
        not_recommended: [
          'trace_id',
          'workflow_id',
          'feature',
          'start',
          'cost_center',
          'tenant_id_hash',
          'user_id_hash',
          'service',
          'unit_price_source',
        ],
      });
      expect(contract.judge({ environment }).missing).toEqual(['owner_team', 'provider', 'model', 'usage']);
    },
  );

  test.each(['prod', 'production', 'eu-live', 'preprod', undefined])('%s is production', (environment) =>
    expect(contract.judge({ ...without('workflow_id', 'feature'), environment }).missing).toEqual([
      'workflow_id',
      'feature',
    ]),
  );

  const placeholder = 'must not be a placeholder such as unknown or n/a';
  const blank = 'must not be blank or made of punctuation only';
  const masked = 'must not be personal data or a secret (masked here)';
  const email = 'must not be an e-mail address';
  const phone = 'must not be a phone number';
  const spaces = 'must not be text with spaces; a hash or id has none';
  test.each([
    ['owner_team', 'unknown', placeholder],
    ['owner_team', 'None', placeholder],
    ['owner_team', 'N/A', placeholder],
    ['owner_team', 'default', placeholder],
    ['owner_team', 'Unassigned Team', placeholder],
    ['owner_team', '', 'is empty'],
    ['owner_team', '-', blank],
    ['owner_team', '  ', blank],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the value is a template nobody filled in
    ['owner_team', '${TEAM}', 'must not be a template nobody filled in, such as ${TEAM}'],
    ['owner_team', 'x'.repeat(257), 'is longer than 256 characters'],
    ['owner_team', 'j***@e***.com [masked 3f2a91c40b77]', masked],
    ['owner_team', 5, 'must be text'],
    ['workflow_id', 'todo', placeholder],
    ['feature', 'undefined', placeholder],
    ['cost_center', 'null', placeholder],
    ['provider', 'unknown', placeholder],
    ['model', 'unknown', placeholder],
    ['service', 'sk-*** [masked 3f2a91c40b77]', masked],
    ['user_id_hash', 'alice@example.com', email],
    ['user_id_hash', 'alice%40example.com', email],
    ['user_id_hash', 'j***@e***.com [masked 3f2a91c40b77]', masked],
    ['user_id_hash', 'phone *** [masked 3f2a91c40b77]', masked],
    ['user_id_hash', 'A*** S*** [masked 3f2a91c40b77]', masked],
    ['user_id_hash', '+4915112345678', phone],
    ['user_id_hash', 'tel:+49-151-12345678', phone],
    ['user_id_hash', '555-123-4567', phone],
    ['user_id_hash', 'alice smith', spaces],
    ['tenant_id_hash', 'Acme Corp', spaces],
    ['tenant_id_hash', 'none', placeholder],
    ['trace_id', '', 'is empty'],
    ['trace_id', '00000000000000000000000000000000', 'must not be an all-zero id'],
    ['trace_id', '00000000-0000-0000-0000-000000000000', 'must not be an all-zero id'],
    ['usage', {}, 'is empty'],
    ['usage', { input: -1 }, 'holds an entry that is less than 0'],
    ['usage', 'many', 'must be an object'],
  ])('%s = %j is invalid', (field, value, why) =>
    expect(contract.judge({ ...complete, [field]: value })).toEqual({
      missing: [],
      invalid: [{ field, why }],
      not_recommended: [],
    }),
  );

  test.each([
    ['owner_team', 'test'],
    ['owner_team', 'Support Platform'],
    ['owner_team', '@acme/support'],
    ['owner_team', 'équipe-données'],
    ['owner_team', 'NA'],
    ['feature', 'unknown-intent-classifier'],
    ['workflow_id', '42'],
    ['environment', 'default'],
    ['user_id_hash', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['user_id_hash', '3f2a91c4-12ab-4cd3-9e21-0123456789ab'],
    ['user_id_hash', '1234567890'],
    ['tenant_id_hash', 'org-2026-06-01'],
    ['trace_id', 'ticket 4711, second try'],
    ['trace_id', '1234567890'],
    ['start', 1_780_304_400],
    ['logged_cost_usd', 0.091],
  ])('%s = %j is fine', (field, value) => expect(contract.judge({ ...complete, [field]: value })).toEqual(flawless));

  test('complaints come in the order of the contract, not of the envelope', () => {
    const wrong = { user_id_hash: 'a b', model: '', owner_team: 'none', trace_id: '0' };
    const fields = ['trace_id', 'owner_team', 'user_id_hash', 'model'];
    expect(contract.judge({ ...complete, ...wrong }).invalid.map(({ field }) => field)).toEqual(fields);
    const reversed = Object.fromEntries(Object.entries({ ...complete, ...wrong }).reverse());
    expect(contract.judge(reversed).invalid.map(({ field }) => field)).toEqual(fields);
  });

  test('no value is repeated in a verdict', () => {
    const secret = 'hunter2-very-secret';
    const wrong = Object.fromEntries(Object.keys(complete).map((field) => [field, { [secret]: secret }]));
    expect(JSON.stringify(contract.judge(wrong))).not.toContain(secret);
  });

  test('earlier verdicts stay as they were', () => {
    const first = contract.judge({});
    const copy = structuredClone(first);
    contract.judge(complete);
    contract.judge({ environment: 'dev' });
    expect(first).toEqual(copy);
  });
});

describe('a contract of a user', () => {
  const contract = compileContract(
    {
      title: 'Acme',
      required: ['owner_team', 'budget_code'],
      recommended: ['cost_center'],
      properties: {
        owner_team: { enum: ['support', 'sales'] },
        budget_code: { type: 'string', pattern: '^B-[0-9]+(?:-[0-9]+)*$' },
        start: { type: 'string', format: 'date-time' },
        attempt: { type: 'integer', maximum: 5 },
        feature: { anyOf: [{ type: 'string', minLength: 3 }, { type: 'number' }] },
      },
      allOf: [
        {
          if: { properties: { provider: { const: 'openai' } }, required: ['provider'] },
          then: { required: ['api_key_id'], recommended: ['project_id', 'cost_center'] },
          else: { recommended: ['account_id'] },
        },
        { $ref: '#/$defs/traced' },
      ],
      dependentRequired: { retry_of: ['attempt'] },
      $defs: { traced: { required: ['trace_id', 'owner_team'] } },
    },
    'acme.json',
  );

  test('names its fields in schema order, each once', () => {
    expect(contract.id).toBe('acme.json');
    expect(contract.required).toEqual(['owner_team', 'budget_code', 'api_key_id', 'trace_id', 'attempt']);
    expect(contract.recommended).toEqual(['cost_center', 'project_id', 'account_id']);
  });

  test('if decides between then and else, for warnings too', () => {
    const call = { owner_team: 'sales', budget_code: 'B-1-2', trace_id: 't' };
    expect(contract.judge({ ...call, provider: 'openai' })).toEqual({
      missing: ['api_key_id'],
      invalid: [],
      not_recommended: ['cost_center', 'project_id'],
    });
    expect(contract.judge({ ...call, provider: 'bedrock', cost_center: 'c' })).toEqual({
      missing: [],
      invalid: [],
      not_recommended: ['account_id'],
    });
    expect(contract.judge({ ...call, account_id: 'a', cost_center: 'c' })).toEqual(flawless);
  });

  test('says which rule was broken', () => {
    const wrong = {
      owner_team: 'suport',
      budget_code: '17',
      start: 'yesterday',
      attempt: 9,
      feature: 'ab',
      trace_id: 't',
      retry_of: 'r',
    };
    expect(contract.judge(wrong).invalid).toEqual([
      { field: 'owner_team', why: 'must be one of support, sales' },
      { field: 'budget_code', why: 'must match the pattern ^B-[0-9]+(?:-[0-9]+)*$' },
      { field: 'start', why: 'must be a valid date-time' },
      { field: 'attempt', why: 'is greater than 5' },
      { field: 'feature', why: 'has none of the allowed forms' },
    ]);
  });

  test('dependentRequired is a requirement', () =>
    expect(contract.judge({ owner_team: 'sales', budget_code: 'B-1', trace_id: 't', retry_of: 'r' }).missing).toEqual([
      'attempt',
    ]));

  test('fields can be forbidden; undefined ones are not there', () => {
    const strict = compileContract({ properties: { owner_team: true }, additionalProperties: false }, 'strict');
    expect(strict.judge({ owner_team: 'a', zeta: 1, alpha: 2, gone: undefined }).invalid).toEqual([
      { field: 'alpha', why: 'is not allowed by the contract' },
      { field: 'zeta', why: 'is not allowed by the contract' },
    ]);
  });

  test('a rule about the whole call speaks about the call', () => {
    const narrow = compileContract({ not: { required: ['end'] }, required: ['model'] }, 'narrow');
    expect(narrow.judge({ model: 'm', end: 'e' }).invalid).toEqual([
      { field: 'call', why: 'is not allowed by the contract' },
    ]);
    expect(narrow.required).toEqual(['model']);
  });

  test('names of objects that inherit are not taken for fields', () => {
    const odd = compileContract({ recommended: ['constructor', 'toString'] }, 'odd');
    expect(odd.judge({}).not_recommended).toEqual(['constructor', 'toString']);
  });
});
