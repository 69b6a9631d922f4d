// The sample shop as a review, and sessions over it: keys in, state out. Nothing of Ink.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reviewAudit } from '../../src/audit/review-audit.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { reviewOf } from '../../src/cli/review/review-of.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
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

export function shopReview(settings: AuditSettings = sampleSettings): Review {
  return reviewOf(reviewAudit(shopTraces, read.inputs, settings), false);
}

export const screen: Screen = { columns: 100, rows: 30, colour: false, unicode: true };

export function openShop(on: Screen = screen, review = shopReview()): ReviewState {
  return reduce(firstState(review, on), { kind: 'review', review });
}

/** Keys as the key table names them; a text longer than a key is typed. */
export function press(state: ReviewState, ...keys: readonly string[]): ReviewState {
  return keys.reduce((now, key) => reduce(now, asEvent(key)), state);
}

const named = /^(?:ctrl-.|shift-tab|tab|enter|esc|up|down|left|right|pgup|pgdn|home|end|space|backspace)$/;

function asEvent(key: string): ReviewEvent {
  return [...key].length === 1 || named.test(key) ? { kind: 'key', key } : { kind: 'text', text: key };
}
