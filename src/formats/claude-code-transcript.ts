// Claude Code session transcripts, ~/.claude/projects/**/*.jsonl, written by versions 1.0 to 2.1 (2025-05 to 2026-08); there is no
// published schema. A reply stands on several lines, one for each block, all with the same message id and a usage that may still grow.
import { isObject, type JsonObject, member } from '../model/json.ts';
import { billedMessages, notePrompts, noteRefusal } from './anthropic-message.ts';
import { type Draft, defineFormat, event, type Part, type Settled, skipped, type ValueAt } from './format.ts';
import { readText } from './values.ts';
import { branchAsFeature, projectOfFolder } from './working-folder.ts';

/** What a line can be. Only `assistant` lines say what a model did. */
const types = [
  ...['assistant', 'user', 'system', 'result', 'summary', 'progress', 'attachment', 'file-history-snapshot'],
  ...['queue-operation', 'custom-title', 'ai-title', 'agent-name', 'last-prompt', 'permission-mode', 'mode', 'tag'],
];

/** What message ids begin with that were not answered by Anthropic itself. */
const bedrockIds = 'msg_bdrk_';
const vertexIds = 'msg_vrtx_';

export const claudeCodeTranscript = defineFormat({
  id: 'claude-code-transcript',
  title: 'Claude Code session transcript',
  hop: 'agent',
  component: 'claude-code',
  recognise: [
    types.map((type) => `type=${type}`),
    ['sessionId', 'session_id', 'leafUuid', 'messageId'],
    ['uuid', 'message{}', 'leafUuid', 'snapshot{}', 'operation', 'data{}', 'subtype', 'customTitle', 'sessionId'],
  ],
  fields: {
    request_id: ['requestId'],
    provider_request_id: ['message.id'],
    session_id: ['sessionId', 'session_id'],
    project: ['cwd'],
    feature: ['gitBranch'],
    request_source: ['entrypoint'],
    model: ['message.model'],
    service_tier: ['message.usage.service_tier'],
    region: ['message.usage.inference_geo'],
    error: ['error'],
    producer_version: ['version'],
    start: { from: ['timestamp'] },
    logged_cost_usd: { from: ['costUSD'], unit: 'usd' },
  },
  usage: {
    input: ['message.usage.input_tokens'],
    cached_input: ['message.usage.cache_read_input_tokens'],
    cache_write: ['message.usage.cache_creation_input_tokens'],
    cache_write_5m: ['message.usage.cache_creation.ephemeral_5m_input_tokens'],
    cache_write_1h: ['message.usage.cache_creation.ephemeral_1h_input_tokens'],
    output: ['message.usage.output_tokens'],
    web_search: ['message.usage.server_tool_use.web_search_requests'],
  },
  tokens: { cached_input: 'beside-input', cache_write: 'beside-input', reasoning: 'inside-output' },
  // Of a refusal it depends on more than its counts whether it is billed.
  split_when: [['message.usage.iterations.1{}', 'message.stop_details{}']],
  reads: ['type', 'isSidechain', 'isApiErrorMessage', 'message.usage.speed'],
  telling: { project: 'value', feature: 'value', provider_request_id: { begins: [bedrockIds, vertexIds] } },
  never_read: [
    'message.content (but for whether there is any, and which model took over)',
    'toolUseResult',
    'summary',
    'content',
    'lastPrompt',
    'snapshot',
    'data',
    'thinkingMetadata',
  ],
  traps: [
    'One reply is written on several lines with the same message id and growing usage: the line that measured most counts, the others are streaming partials or duplicates.',
    'Resumed and forked sessions copy earlier lines into a new file under a new sessionId; a message id counts once however often it was copied.',
    'A side question (isSidechain) may replay messages of its parent with another requestId; the message id keeps them one. Subagents with message ids of their own are calls of their own.',
    'A reply may be the work of several models (an advisor, one that declined): what each did is a call of its own, and what compaction read and wrote is added up.',
    'Cache writes of five minutes and of one hour have different prices; old versions do not tell them apart.',
    'Nothing names an owner: the project is the folder of cwd and the feature is the git branch. Map the project to a team in the registry. Branches such as main say nothing and are not read.',
    'cwd may be a folder below the repository, and below a home directory its path has the name of a person: only the last folder is kept, and of a worktree the repository.',
    'There is no trace id: each message is a trace of its own. The sessionId groups them.',
    'Messages of the model "<synthetic>" were written by the client; only those that report a failed request are kept, and they cost nothing.',
    'Progress lines repeat what a subagent’s own transcript says, and the result line of a headless run sums up its messages; both are passed over.',
    'costUSD was written by early versions only. A subscription is not billed by tokens: the price is what the API would have charged.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  split: partsOf,
  settle: (draft, record, valueAt) => settleLine(draft, record, valueAt),
});

/** Other models have message ids of their own, and no request id: it is that of the whole request. */
function partsOf(record: JsonObject): readonly Part[] {
  const message = member(record, 'message');
  const { requestId: _, ...unnamed } = record;
  return billedMessages(isObject(message) ? message : {}).map(({ value, pointer }) =>
    pointer === ''
      ? { value: { ...record, message: value }, pointer }
      : { value: { ...unnamed, message: value }, pointer: `/message${pointer}` },
  );
}

function settleLine(draft: Draft, record: JsonObject, valueAt: ValueAt): Settled {
  const type = readText(valueAt('type'));
  if (type === 'progress') return skipped('repeats another record', 'progress of a subagent');
  if (type === 'result') return skipped('repeats another record', 'the sum of a headless run');
  if (type !== 'assistant') return skipped('not a model call', `a ${type} line`);
  settleWork(draft, valueAt);
  draft.producer = 'claude-code';
  if (draft.model === '<synthetic>') {
    if (valueAt('isApiErrorMessage') !== true) return skipped('not a model call', 'a message of the client');
    return event(failed(draft));
  }
  const message = member(record, 'message');
  const refused = isObject(message) && noteRefusal(draft, message);
  if (!draft.usage && !refused) return skipped('no metering data', 'a reply without usage');
  if (isObject(message)) notePrompts(draft, message);
  if (!refused) [draft.error, draft.status] = [undefined, 'ok'];
  const fast = readText(valueAt('message.usage.speed')) === 'fast';
  if (fast) draft.service_tier = 'fast';
  if (!/^[a-z]{2,6}$/.test(draft.region ?? '')) draft.region = undefined;
  const seller = sellerOf(draft.model ?? '', draft.provider_request_id ?? '');
  if (seller !== undefined) draft.provider = seller;
  return event(draft);
}

function settleWork(draft: Draft, valueAt: ValueAt): void {
  const project = projectOfFolder(draft.project);
  const feature = branchAsFeature(draft.feature);
  draft.project = project;
  if (feature === undefined) draft.feature = undefined;
  if (valueAt('isSidechain') !== true) return;
  draft.operation = 'sidechain';
  draft.request_id = undefined; // a replayed message has another one; its message id is the same
}

/** The ids of such a message are made up by the client. */
function failed(draft: Draft): Draft {
  const { model: _, provider_request_id: __, usage: ___, raw_usage: ____, ...rest } = draft;
  return { ...rest, status: 'error', error: draft.error ?? '_OTHER' };
}

/** Message ids and model ids tell where a Claude model was bought; other models come through a proxy that nobody names. */
function sellerOf(model: string, messageId: string): string | undefined {
  if (messageId.startsWith(bedrockIds) || /(?:^|\.)anthropic\./.test(model)) return 'bedrock';
  if (messageId.startsWith(vertexIds) || /^claude-[\w.-]+@\d/.test(model)) return 'vertex_ai';
  return model.startsWith('claude') ? 'anthropic' : undefined;
}
