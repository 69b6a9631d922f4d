// OpenAI Codex session logs ("rollouts"), ~/.codex/sessions/**/rollout-*.jsonl, written by versions 0.40 to 0.130 (2025-09 to 2026-08);
// openai/codex codex-rs/protocol. The counts of a request, its model and its folder stand on different lines.
import { rememberCodex, splitCodex } from './codex-records.ts';
import { type Draft, defineFormat, event, type Settled } from './format.ts';
import { branchAsFeature, projectOfFolder } from './working-folder.ts';

const last = 'payload.info.last_token_usage';

export const codexSession = defineFormat({
  id: 'codex-session',
  title: 'OpenAI Codex session log (rollout)',
  hop: 'agent',
  component: 'codex',
  recognise: [
    ['session_meta', 'turn_context', 'event_msg', 'response_item', 'compacted', 'world_state'].map(
      (type) => `type=${type}`,
    ),
    'payload{}',
    'timestamp',
  ],
  fields: {
    session_id: ['session.id'],
    project: ['session.repository', 'session.cwd'],
    feature: ['session.branch'],
    request_source: ['session.source'],
    provider: ['session.provider'],
    model: ['payload.model', 'payload.info.model', 'session.model'],
    producer_version: ['session.version'],
    start: { from: ['timestamp'] },
  },
  usage: {
    input: [`${last}.input_tokens`, 'difference.input_tokens'],
    cached_input: [`${last}.cached_input_tokens`, 'difference.cached_input_tokens'],
    output: [`${last}.output_tokens`, 'difference.output_tokens'],
    reasoning: [`${last}.reasoning_output_tokens`, 'difference.reasoning_output_tokens'],
    total: [`${last}.total_tokens`, 'difference.total_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  never_read: [
    'payload.content',
    'payload.message',
    'payload.arguments',
    'payload.output',
    'payload.instructions',
    'payload.base_instructions',
  ],
  traps: [
    'token_count lines hold the counts; the model stands on the turn_context line before them and the session on the first line. Read whole files: lines cut out of one have no model and no price.',
    'total_token_usage is the sum of the session and is never counted; last_token_usage is the request. Where only sums are written, the difference to the line before is the request.',
    'A token_count that repeats the sum before it only reports rate limits; it is passed over.',
    'Forked sessions and subagents copy the history of their parent, all within a second of their start; the copies are passed over.',
    'Cached tokens are inside the input, reasoning tokens inside the output.',
    'Nothing names an owner: the project is the repository (or the folder), the feature is the git branch. Map the project to a team in the registry.',
    'There is no trace id and no response id: a request joins no other log.',
    'A subscription is not billed by tokens: the price is what the API would have charged.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: false },
  split: splitCodex,
  remember: rememberCodex,
  settle: (draft) => settleRequest(draft),
});

function settleRequest(draft: Draft): Settled {
  const project = projectOfFolder(draft.project);
  const feature = branchAsFeature(draft.feature);
  draft.project = project;
  if (feature === undefined) draft.feature = undefined;
  draft.producer = 'codex';
  draft.status = 'ok';
  return event(draft);
}
