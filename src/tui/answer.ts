// Answers to questions: text the user typed, read strictly. What cannot be read is asked again with what was wrong.

import { act, goTo } from './act.ts';
import type { Decision } from './decisions.ts';
import { take } from './decisions.ts';
import { exportRequest } from './export-view.ts';
import { actionIds, viewIds } from './keys.ts';
import { breaks } from './lists/breaks.ts';
import { withList, withOrder } from './navigate.ts';
import type { Identity } from './review.ts';
import type { Prompt, ReviewState } from './state.ts';

export function answer(state: ReviewState, prompt: Prompt): ReviewState {
  const text = prompt.text.trim();
  if (prompt.kind === 'filter') {
    return withOrder(withList(state, { ...state.lists[state.view], filter: text, cursor: 0, top: 0 }), state.view);
  }
  if (prompt.kind === 'command') return command(state, text);
  if (text === '') return { ...state, message: 'left as it was' };
  if (prompt.kind === 'export') {
    const request = exportRequest(state, text);
    return typeof request === 'string'
      ? again(state, prompt, request)
      : { ...state, requests: [...state.requests, request] };
  }
  const read = readers[prompt.kind](text, prompt.about, state);
  return typeof read === 'string' ? again(state, prompt, read) : decided(state, read);
}

function again(state: ReviewState, prompt: Prompt, problem: string): ReviewState {
  return { ...state, prompt, message: problem };
}

function decided(state: ReviewState, more: readonly Decision[]): ReviewState {
  const decisions = take(state.decisions, more);
  const unmarked = withList(state, { ...state.lists[state.view], marked: new Set<string>() });
  const requests = [...state.requests, { kind: 'recompute' as const, decisions: decisions.taken }];
  return withOrder({ ...unmarked, decisions, requests }, 'decisions');
}

/** A name of the palette as far as its beginning says which. */
export function completed({ kind, text }: Prompt): string {
  if (kind !== 'command') return text;
  const fitting = [...viewIds, ...actionIds].filter((name) => name.startsWith(text));
  const [first = text, ...others] = fitting;
  let length = first.length;
  while (!others.every((name) => name.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}

function command(state: ReviewState, text: string): ReviewState {
  const view = viewIds.find((id) => id === text);
  if (view) return goTo(state, view);
  const fitting = actionIds.filter((id) => id === text);
  const starting = fitting.length > 0 ? fitting : actionIds.filter((id) => id.startsWith(text));
  const [action] = starting;
  if (action === undefined) return { ...state, message: `there is no action "${text}"; views: ${viewIds.join(', ')}` };
  return starting.length > 1 ? { ...state, message: `"${text}" may mean ${starting.join(', ')}` } : act(state, action);
}

type Read = (text: string, about: readonly string[], state: ReviewState) => readonly Decision[] | string;
type Deciding = Exclude<Prompt['kind'], 'filter' | 'command' | 'export'>;

const day = String.raw`\d{4}-\d\d-\d\d`;
/** What may stand behind the team, in any order. */
const condition = new RegExp(String.raw`\s+(?:(from|to)\s+(${day})|(workflow|feature)=(\S+)|(exclusive|shared))$`);

const readers: Readonly<Record<Deciding, Read>> = {
  assign: (text, about) => {
    const said = new Map<string, string>();
    let rest = text;
    for (let found = condition.exec(rest); found; found = condition.exec(rest)) {
      const [whole, end, date = '', work, value = '', word = ''] = found;
      said.set(end ?? work ?? word, end ? date : value);
      rest = rest.slice(0, -whole.length);
    }
    const team = rest.replace(/^new\s+/, '').trim();
    if (/\s(?:from|to)\b/.test(rest)) return 'days are written 2026-11-01';
    if (team === '') return 'say which team';
    return about.map((one) => ({
      kind: 'assign',
      identity: JSON.parse(one) as Identity, // written by ask.ts
      team,
      is_new: rest.startsWith('new '),
      exclusive: said.has('exclusive'),
      workflow_id: said.get('workflow'),
      feature: said.get('feature'),
      valid_from: said.get('from'),
      valid_to: said.get('to'),
    }));
  },
  alias: (text, about) => about.map((alias) => ({ kind: 'alias', alias, team: text })),
  map: (text) => {
    const [, field, path] = /^([a-z_]+)=(\S+)$/.exec(text) ?? [];
    return field === undefined || path === undefined
      ? 'write a field and a path: owner_team=metadata.dept'
      : [{ kind: 'map', field, path }];
  },
  accept: (text, about, state) => {
    const [, expires, reason] = new RegExp(String.raw`^(${day})\s+(\S.*)$`).exec(text) ?? [];
    if (expires === undefined || reason === undefined)
      return 'write a day and a reason: 2026-12-31 the vendor fixes it';
    return about.map((problem) => ({ kind: 'accept', problem, what: saidOf(state, problem), reason, expires }));
  },
  note: (text, about) => about.map((fix) => ({ kind: 'note', fix, text })),
  exception: (text) => {
    const [, owner, due, days] = new RegExp(String.raw`^(.+)\s+(?:(${day})|(\d{1,4}))$`).exec(text) ?? [];
    if (owner === undefined) return 'write a name and a number of days or a day: finops 14, finops 2026-12-05';
    return [{ kind: 'exception', owner, deadline: due === undefined ? { sla_days: Number(days) } : { due } }];
  },
};

/** A problem in words: a break by its edge, a finding by its code. */
function saidOf(state: ReviewState, problem: string): string {
  const index = state.review.report.breaks.findIndex((_, at) => breaks.key(state, at) === problem);
  if (index === -1) return problem;
  const { field, kind, from, to } = state.review.report.breaks[index] ?? { field: '', kind: '', from: '', to: '' };
  return `${field} ${kind} ${from} -> ${to}`;
}
