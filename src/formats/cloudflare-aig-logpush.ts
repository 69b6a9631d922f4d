// Cloudflare AI Gateway events through Workers Logpush: gzip NDJSON in which Metadata, RequestBody and ResponseBody are encrypted (AES-GCM,
// key wrapped with your RSA public key). cloudflare/cloudflare-docs ai-gateway/observability/logging/logpush.mdx, August 2026. The full
// list of columns is not published, so every plain column is known by its name in any spelling.
import { type JsonObject, type JsonValue, member } from '../model/json.ts';
import { defineFormat, event } from './format.ts';
import { readFlag, readText } from './values.ts';
import { readStatus } from './words.ts';

const sealed = ['Metadata', 'RequestBody', 'ResponseBody'];

/** Columns as this table spells them, and their other names. */
const columns: Readonly<Record<string, readonly string[]>> = {
  LogId: ['id', 'requestid', 'eventid'],
  Timestamp: ['createdat', 'datetime', 'time', 'starttime', 'eventtimestamp'],
  Duration: ['durationms', 'latency', 'latencyms'],
  Gateway: ['gatewayid', 'gatewayname'],
  Account: ['accountid', 'accounttag'],
  Provider: [],
  Model: [],
  Endpoint: ['path', 'requesttype'],
  StatusCode: ['status'],
  Success: [],
  Cached: [],
  RateLimited: [],
  TokensIn: ['inputtokens', 'prompttokens'],
  TokensOut: ['outputtokens', 'completiontokens'],
  Cost: [],
  CustomCost: [],
  Step: [],
};
const squashed = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');
const columnByName: ReadonlyMap<string, string> = new Map(
  Object.entries(columns).flatMap(([column, others]) =>
    [squashed(column), ...others].map((name): [string, string] => [name, column]),
  ),
);

export const cloudflareAigLogpush = defineFormat({
  id: 'cloudflare-aig-logpush',
  title: 'Cloudflare AI Gateway Logpush events (encrypted)',
  hop: 'gateway',
  component: 'cloudflare-ai-gateway',
  recognise: [sealed.map((name) => `${name}.type=encrypted`)],
  fields: {
    request_id: ['LogId'],
    workspace_id: ['Gateway'],
    account_id: ['Account'],
    provider: ['Provider'],
    response_model: ['Model'],
    operation: ['Endpoint'],
    status: ['StatusCode', 'Success'],
    start: { from: ['Timestamp'], unit: 'by-size' },
    end: { from: [], duration: { from: ['Duration'], unit: 'ms' } },
    logged_cost_usd: { from: ['Cost'], unit: 'usd' },
    cache_hit: ['Cached'],
  },
  usage: { input: ['TokensIn'], output: ['TokensOut'] },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  reads: ['RateLimited', 'Step', 'Metadata.type'],
  never_read: ['RequestBody', 'ResponseBody', 'Metadata (while it is encrypted)'],
  traps: [
    'Ownership is encrypted, not missing: Metadata opens only with your private key. Decrypt it before the audit and put its entries into a plain `Metadata` object; or audit the REST list, which has it in the open.',
    'Columns depend on the fields chosen in the Logpush job; without TokensIn and TokensOut there is nothing to price.',
    'The plain columns are read whatever their case: Provider, provider and PROVIDER are one.',
    'There is no trace id: join on the cf-aig-log-id that the app saw.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true },
  labels: ['Metadata'],
  reshape: withKnownNames,
  settle: (draft, _, valueAt) => {
    const status = readFlag(valueAt('RateLimited')) ? 'error' : readStatus(draft.status);
    const code = draft.status;
    draft.status = undefined;
    if (status !== undefined) draft.status = status;
    if (status === 'error' && code !== undefined) draft.error = code;
    const step = Number(readText(valueAt('Step')));
    if (Number.isSafeInteger(step) && step > 0) draft.fallback_from = `step ${step - 1}`;
    if (valueAt('Metadata.type') === 'encrypted')
      draft.notes = [...draft.notes, { kind: 'encrypted', member: 'Metadata' }];
    return event(draft);
  },
});

/** The record with its columns in this table's spelling; of two spellings of one column the first stays. */
function withKnownNames(record: JsonObject): JsonObject {
  const named = new Map<string, JsonValue>();
  for (const name of Object.keys(record)) {
    const column = columnByName.get(squashed(name)) ?? sealed.find((key) => squashed(key) === squashed(name)) ?? name;
    if (!named.has(column)) named.set(column, member(record, name) ?? null);
  }
  return Object.fromEntries(named);
}
