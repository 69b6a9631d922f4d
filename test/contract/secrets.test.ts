// What is a secret and what only looks like one.
import { describe, expect, test } from 'vitest';
import { maskSecrets } from '../../src/contract/secrets.ts';

function screen(text: string, idLike = false): { text: string; what: readonly string[] } {
  const what: string[] = [];
  return { text: maskSecrets(text, idLike, (secret) => what.push(secret.what)), what };
}
/** Assembled, so that no scanner takes this file for a leak. */
const key = (...parts: string[]): string => parts.join('');
const hex = '3f2a91c40b7712cd3f2a91c40b7712cd';
const mixed = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z';

const hits: readonly (readonly [string, string])[] = [
  ['API key', key('sk-', mixed)],
  ['API key', key('sk-', hex)],
  ['API key', key('sk-', 'Xy1_bC-dEfGh2IjKl3Mn4Q')],
  ['API key', key('sk-or-v1-', hex, hex)],
  ['API key', key('sk-lf-', '3f2a91c4-12ab-4cd3-9e21-0123456789ab')],
  ['OpenAI key', key('sk-proj-', mixed, '_', mixed)],
  ['OpenAI key', key('sk-svcacct-', mixed)],
  ['Anthropic key', key('sk-ant-api03-', mixed, '-AA')],
  ['Bifrost virtual key', key('sk-bf-', '3f2a91c4-12ab-4cd3-9e21-0123456789ab')],
  ['AWS access key', key('AKIA', 'IOSFODNN7EXAMPLE')],
  ['AWS access key', key('ASIA', 'IOSFODNN7EXAMPLE')],
  ['AWS secret key', key('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY')],
  ['Google API key', key('AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q')],
  ['Google token', key('ya29.', 'a0AfH6SMBx1234567890abcdefghij')],
  ['GitHub token', key('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
  ['GitHub token', key('github_pat_', '11ABCDEFG0abcdefghijkl_mnopqrstuv')],
  ['GitLab token', key('glpat-', 'a1B2c3D4e5F6g7H8i9J0')],
  ['Slack token', key('xoxb-', '123456789012-1234567890123-abcdef')],
  ['Hugging Face token', key('hf_', 'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH')],
  ['Groq key', key('gsk_', 'a1B2c3D4e5F6g7H8i9J0k1L2')],
  ['Stripe key', key('sk_live_', 'a1B2c3D4e5F6g7H8')],
  ['JSON web token', key('eyJ', 'hbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxMjM0In0.', 'dGVzdC1zaWduYXR1cmU')],
  ['bearer token', key('Bearer ', 'a1b2c3d4e5f6g7h8')],
  ['bearer token', key('bearer%20', 'a1b2c3d4e5f6g7h8')],
  ['basic authorization', key('Authorization: Basic ', 'dXNlcjpwYXNzd29yZA==')],
  ['password in a URL', key('https://', 'admin:hunter2@', 'proxy.example.com/v1')],
  ['password in a URL', key('redis://', ':hunter2@', 'cache:6379')],
  ['named credential', key('api-key: ', hex)],
  ['named credential', key('{"secretAccessKey": "', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}')],
  ['PEM key', key('-----BEGIN RSA ', 'PRIVATE KEY----- MIIEow IBAAKC -----END RSA PRIVATE KEY-----')],
];

describe('hits', () => {
  test.each(hits)('%s: %s', (what, secret) => {
    const found = screen(secret);
    expect(found.what).toEqual([what]);
    expect(found.text).toMatch(/\*\*\* \[masked [0-9a-f]{12}\]/);
    expect(screen(found.text)).toEqual({ text: found.text, what: [] });
  });

  test.each(hits)('%s inside other text', (what, secret) => {
    const found = screen(`Incorrect key (${secret}`);
    expect(found.what).toEqual([what]);
    expect(found.text).toMatch(/^Incorrect key \(/);
  });

  test('masks show the prefix and a stable name', () => {
    const bearer = screen(`Bearer ${key('sk-ant-api03-', mixed)}, again ${key('sk-ant-api03-', mixed)}`);
    expect(bearer.text).toMatch(/^Bearer sk-ant-\*\*\* \[masked ([0-9a-f]{12})\], again sk-ant-\*\*\* \[masked \1\]$/);
    expect(screen(key('sk-ant-api03-', mixed, 'x')).text).not.toBe(screen(key('sk-ant-api03-', mixed)).text);
  });

  test('ids are spared the shape without a prefix', () => {
    const secret = key('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY');
    expect(screen(secret, true)).toEqual({ text: secret, what: [] });
  });
});

describe('quiet', () => {
  test.each([
    'sk-...abcd',
    'sk-proj-...wxyz',
    'sk-ant-api03-AbC1...wxyz',
    'sk-AbCd1234EfGh5678****',
    'sk-learn-feature-extraction-service',
    'sk-bratislava-2026-06-01',
    'risk-assessment-pipeline-for-claims-2026',
    'task-3f2a91c40b7712cd3f2a91c40b7712cd',
    'pk-lf-3f2a91c4-12ab-4cd3-9e21-0123456789ab',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'litellm_proxy_master_key',
    'hf_transformers_pipeline_for_summaries',
    'api-key-rotation',
    'API key not found: please check',
    'Incorrect API key provided: sk-...abcd.',
    'max_tokens: 12345678',
    'token-counter-v2',
    'Bearer authentication failed',
    'bearer token missing',
    'basic understanding of 12 things',
    'eyJhbGciOi...shortened',
    'https://api.example.com:8443/v1/chat?x=1',
    'https://openrouter.ai/models@latest',
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/litellm-AbCdEf',
    'AKIAOUTLOOK',
    'chatcmpl-2283081b-dc89-41f6-93e6-d4f914774027',
    'msg_01XFDUDYJgAACzvnptvVoYEL',
    'resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b',
    'xoxo-greeting-cards',
    'monkey=banana',
  ])('%s', (text) => expect(screen(text)).toEqual({ text, what: [] }));
});

test.each([
  'sk-',
  'eyJ',
  'eyJ-',
  '//',
  '//a:',
  'bearer ',
  'api_key=',
  'AKIA',
  '-----BEGIN ',
  'aB3/',
  'authorization: basic ',
])('a long run of %j is searched a thousand times within the test', (bait) => {
  const text = bait.repeat(4_096 / bait.length);
  const [first, ...others] = Array.from({ length: 1_000 }, () => JSON.stringify(screen(text)));
  expect(new Set(others)).toEqual(new Set([first]));
});
