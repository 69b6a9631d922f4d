// The reducer: a state and what happened give the next state. Pure, so that a whole session can be replayed in a test.

import type { Explanation } from '../model/explanation.ts';
import { amountOf, money, percent } from '../report/figures.ts';
import { act, goTo } from './act.ts';
import { answer, completed } from './answer.ts';
import type { Decision } from './decisions.ts';
import { keyOfSign } from './key-name.ts';
import { type ActionId, actionFor, actionOf, alwaysQuits, keysOf } from './keys.ts';
import { withOrder, withOrders } from './navigate.ts';
import type { Review } from './review.ts';
import {
  type FileChange,
  type Prompt,
  type Request,
  type ReviewState,
  roomOf,
  type Screen,
  standingOf,
} from './state.ts';
import { overlayLines } from './views/overlay.ts';

export type ReviewEvent =
  | { readonly kind: 'key'; readonly key: string }
  /** Several characters at once: keys pressed quickly, or a paste. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'screen'; readonly screen: Screen }
  /** `of`: the decisions it was computed with. */
  | { readonly kind: 'review'; readonly review: Review; readonly of?: readonly Decision[] }
  /** Decisions that cannot be; all since the last good ones are taken back. */
  | {
      readonly kind: 'refused';
      readonly decisions: readonly Decision[];
      readonly good: readonly Decision[];
      readonly message: string;
    }
  | { readonly kind: 'progress'; readonly text: string | undefined }
  | { readonly kind: 'explained'; readonly traceId: string; readonly explanations: readonly Explanation[] }
  | { readonly kind: 'changes'; readonly changes: readonly FileChange[] }
  | { readonly kind: 'written'; readonly decisions: readonly Decision[]; readonly message: string }
  | { readonly kind: 'told'; readonly message: string }
  /** The outside has begun to do what was asked. */
  | { readonly kind: 'taken' };

export function reduce(state: ReviewState, event: ReviewEvent): ReviewState {
  switch (event.kind) {
    case 'key':
      return pressed(state, event.key);
    case 'text':
      return wrote(state, event.text);
    case 'screen':
      return withOrders({ ...state, ...event.screen });
    case 'review':
      return reviewed(state, event.review, event.of);
    case 'refused':
      return refused(state, event.decisions, event.good, event.message);
    case 'progress':
      return { ...state, progress: event.text };
    case 'explained':
      return explained(state, event.traceId, event.explanations);
    case 'changes':
      return proposed(state, event.changes);
    case 'written':
      return { ...state, written: event.decisions, overlay: undefined, changes: [], message: event.message };
    case 'told':
      return { ...state, message: event.message };
    case 'taken':
      return { ...state, requests: [] };
  }
}

function reviewed(state: ReviewState, review: Review, of: readonly Decision[] | undefined): ReviewState {
  const before = state.before ?? (review.partial ? undefined : standingOf(review));
  const message = of === undefined ? state.message : movedText(state.review, review);
  const again: readonly Request[] = state.trace ? [{ kind: 'explain', traceId: state.trace.id }] : [];
  return withOrders({ ...state, review, before, message, requests: [...state.requests, ...again] });
}

/** Another trace may be open by now. */
function explained(state: ReviewState, id: string, explanations: readonly Explanation[]): ReviewState {
  return state.trace?.id === id ? { ...state, trace: { id, explanations } } : state;
}

/** What the last decision changed. */
function movedText(was: Review, now: Review): string {
  const [a, b] = [was.report.coverage, now.report.coverage];
  const moved = (one: string, other: string): string => (one === other ? one : `${one} -> ${other}`);
  const open = ({ unattributed: { usd, pct } }: typeof a): string => `${money(amountOf(usd))} (${percent(pct)})`;
  return `coverage ${moved(percent(a.score), percent(b.score))}, unattributed ${moved(open(a), open(b))}`;
}

function refused(
  state: ReviewState,
  asked: readonly Decision[],
  good: readonly Decision[],
  message: string,
): ReviewState {
  const taken = state.decisions.taken.filter((one) => good.includes(one) || !asked.includes(one));
  return withOrder({ ...state, decisions: { taken, undone: [] }, message }, 'decisions');
}

/** Text for a question, else keys one after the other. The question before files are written is never answered by a paste. */
function wrote(state: ReviewState, text: string): ReviewState {
  let next = state;
  for (const sign of text) {
    if (next.overlay === 'changes') return next;
    next = pressed(next, keyOfSign(sign));
  }
  return next;
}

function proposed(state: ReviewState, changes: readonly FileChange[]): ReviewState {
  if (changes.length === 0) return { ...state, message: 'no file would change' };
  return { ...state, changes, overlay: 'changes', overlayTop: 0 };
}

function pressed(state: ReviewState, key: string): ReviewState {
  if (key === alwaysQuits) return { ...state, requests: [...state.requests, { kind: 'quit' }] };
  if (state.prompt) return typed(state, state.prompt, key);
  if (state.overlay) {
    const scrolled = scrollOverlay(state, key);
    if (scrolled) return scrolled;
    return state.overlay === 'changes' ? confirmed(state, key) : { ...state, overlay: undefined };
  }
  const fresh = { ...state, message: undefined };
  const action = actionFor(key, state.view, state.remap);
  if (action === undefined) return { ...fresh, message: unknownKey(state, key) };
  // The second q means what the first one warned of.
  if (action === 'quit') return act(state, action);
  return typeof action === 'string' ? act(fresh, action) : goTo(fresh, action.view);
}

function unknownKey(state: ReviewState, key: string): string {
  const elsewhere = Object.keys(state.lists).some((view) =>
    actionFor(key, view as keyof typeof state.lists, state.remap),
  ); // keys of the record
  const help = keysOf('help', state.remap)[0] ?? '?';
  return elsewhere
    ? `${key} does nothing in this view; ${help} shows what does`
    : `${key} means nothing; ${help} shows all keys`;
}

/** Lines by which a key moves an overlay; undefined for keys that end it. */
function scrollOverlay(state: ReviewState, key: string): ReviewState | undefined {
  const action = actionFor(key, state.view, state.remap);
  const page = roomOf(state);
  const last = Math.max(0, overlayLines(state).length - page);
  const by: { readonly [K in ActionId]?: number } = {
    down: 1,
    up: -1,
    'page-down': page,
    'page-up': -page,
    'half-down': Math.ceil(page / 2),
    'half-up': -Math.ceil(page / 2),
    first: -Infinity,
    last: Infinity,
  };
  const step = typeof action === 'string' ? by[action] : undefined;
  return step === undefined
    ? undefined
    : { ...state, overlayTop: Math.max(0, Math.min(last, state.overlayTop + step)) };
}

/** Yes writes; everything else leaves the files as they are. */
function confirmed(state: ReviewState, key: string): ReviewState {
  const closed: ReviewState = { ...state, overlay: undefined, changes: [] };
  if (key !== 'y') return { ...closed, message: 'nothing was written' };
  return { ...closed, requests: [...state.requests, { kind: 'write', decisions: state.decisions.taken }] };
}

function typed(state: ReviewState, prompt: Prompt, key: string): ReviewState {
  if (key === 'esc') {
    const left: ReviewState = { ...state, prompt: undefined, message: undefined };
    return prompt.kind === 'filter' ? left : { ...left, message: 'left as it was' };
  }
  if (key === 'enter') return answer({ ...state, prompt: undefined, message: undefined }, prompt);
  if (key === 'backspace') return withText(state, prompt, [...prompt.text].slice(0, -1).join(''));
  if (key === 'ctrl-u') return withText(state, prompt, '');
  if (key === 'tab') return withText(state, prompt, completed(prompt));
  if (key === 'space') return withText(state, prompt, `${prompt.text} `);
  return [...key].length === 1 ? withText(state, prompt, prompt.text + key) : state;
}

function withText(state: ReviewState, prompt: Prompt, text: string): ReviewState {
  return { ...state, prompt: { ...prompt, text } };
}

export const footerActions = (['open', 'filter', 'mark', 'assign', 'accept', 'write', 'help', 'quit'] as const).map(
  (id) => ({ id, short: actionOf(id).short ?? id }),
);
