// The sample shop as a review, and sessions over it: keys in, state out. Nothing of Ink.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reviewAudit } from '../../src/audit/review-audit.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { blockOf, type CallBlock } from '../../src/cli/review/call-block.ts';
import { type CallTable, ordering } from '../../src/cli/review/call-order.ts';
import { reviewOf } from '../../src/cli/review/review-of.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import { eachTrace } from '../../src/trace/build-traces.ts';
import { type ReviewEvent, reduce } from '../../src/tui/reduce.ts';
import type { Review } from '../../src/tui/review.ts';
import { firstState, type ReviewState, type Screen } from '../../src/tui/state.ts';
import { sampleSettings } from '../audit/finding-samples.ts';

const folder = fileURLToPath(new URL('../../samples/shop/', import.meta.url));
const names = ['app.otlp.jsonl', 'bedrock.jsonl', 'envoy.jsonl', 'litellm.jsonl'];

const files = names.map((name) => ({
  name,
  async *open() {
    yield new Uint8Array(readFileSync(folder + name));
  },
}));
const read = await readInputs(files);
export const shopTraces = [...eachTrace(read.events)];

const explains = new WeakMap<Review, (traceId: string) => readonly Explanation[]>();

export function shopReview(settings: AuditSettings = sampleSettings): Review {
  const { report, suggestions, kept, explain } = reviewAudit(shopTraces, read.inputs, settings, blockOf);
  const review = reviewOf({ report, suggestions, calls: tableOf(kept), partial: false });
  explains.set(review, (traceId) => explain(traceId, settings));
  return review;
}

export const explainTrace = (review: Review, traceId: string): readonly Explanation[] =>
  explains.get(review)?.(traceId) ?? [];

export function tableOf(blocks: readonly CallBlock[]): CallTable {
  const steps = ordering(blocks, undefined);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

export const screen: Screen = { columns: 100, rows: 30, colour: false, unicode: true };

export function openShop(on: Screen = screen, review = shopReview()): ReviewState {
  return reduce(firstState(review, on), { kind: 'review', review });
}

/** Keys as the key table names them; a text longer than a key is typed. */
export function press(state: ReviewState, ...keys: readonly string[]): ReviewState {
  return keys.reduce((now, key) => explained(reduce(now, asEvent(key))), state);
}

/** What is asked to be explained is, at once. */
function explained(state: ReviewState): ReviewState {
  const asked = state.requests.flatMap((request) => (request.kind === 'explain' ? [request.traceId] : []));
  const rest = { ...state, requests: state.requests.filter(({ kind }) => kind !== 'explain') };
  return asked.reduce(
    (now, traceId) => reduce(now, { kind: 'explained', traceId, explanations: explainTrace(now.review, traceId) }),
    asked.length === 0 ? state : rest,
  );
}

const named = /^(?:ctrl-.|shift-tab|tab|enter|esc|up|down|left|right|pgup|pgdn|home|end|space|backspace)$/;

function asEvent(key: string): ReviewEvent {
  return [...key].length === 1 || named.test(key) ? { kind: 'key', key } : { kind: 'text', text: key };
}
