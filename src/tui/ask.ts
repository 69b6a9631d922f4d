// The questions behind decisions: what is asked, what it is about, and what stands in the line already.
import { suggestedName } from './export-view.ts';
import { lists } from './lists/index.ts';
import { sliceAt } from './lists/unattributed.ts';
import { cursorIndex } from './navigate.ts';
import type { Identity } from './review.ts';
import type { Prompt, ReviewState } from './state.ts';

const questions: Readonly<Record<Prompt['kind'], string>> = {
  filter: '/',
  command: ':',
  assign: 'belongs to team (TEAM [exclusive] [workflow=W] [feature=F] [from DAY] [to DAY])',
  alias: 'is another name of team',
  map: 'read a field from a column (owner_team=metadata.dept)',
  accept: 'accept until which day, and why (2026-12-31 the vendor fixes it)',
  note: 'note for the repair',
  exception:
    'who answers for spend without an owner, within how many days or until which day (finops 14, finops 2026-12-05)',
  export: 'save this view as (.csv or .md)',
};

export function asked(state: ReviewState, kind: Prompt['kind']): ReviewState {
  const about = aboutOf(state, kind);
  if (typeof about === 'string') return { ...state, message: about };
  return { ...state, prompt: { kind, ask: questions[kind], text: startOf(state, kind), about } };
}

/** What the decision is about: the marked rows, else the one under the cursor. Or why there is nothing to decide. */
function aboutOf(state: ReviewState, kind: Prompt['kind']): readonly string[] | string {
  switch (kind) {
    case 'assign': {
      const identities = identitiesOf(state);
      return identities.length === 0
        ? 'no key, project or account is known here that could be assigned'
        : identities.map((one) => JSON.stringify(one));
    }
    case 'alias': {
      const names = rowsOf(state).flatMap((index) =>
        state.view === 'traces' ? (state.review.calls.at(index).owner_team ?? []) : [],
      );
      return names.length === 0 ? 'no owner is named here' : [...new Set(names)];
    }
    case 'accept':
    case 'note': {
      const definition = lists[state.view];
      const keys = definition ? rowsOf(state).map((index) => definition.key(state, index)) : [];
      return keys.length === 0 ? 'there is nothing here' : keys;
    }
    default:
      return [];
  }
}

function startOf(state: ReviewState, kind: Prompt['kind']): string {
  if (kind === 'filter') return state.lists[state.view].filter;
  if (kind === 'export') return suggestedName(state);
  if (kind !== 'assign' || state.view !== 'unattributed') return '';
  const [index] = rowsOf(state);
  return index === undefined ? '' : (sliceAt(state, index).team ?? '');
}

/** Marked rows, else the one under the cursor. */
export function rowsOf(state: ReviewState): readonly number[] {
  const definition = lists[state.view];
  if (!definition) return [];
  const { marked } = state.lists[state.view];
  if (marked.size > 0) return [...state.orders[state.view]].filter((index) => marked.has(definition.key(state, index)));
  const index = cursorIndex(state);
  return index === undefined ? [] : [index];
}

function identitiesOf(state: ReviewState): readonly Identity[] {
  const found = rowsOf(state).flatMap((index): readonly Identity[] => {
    if (state.view === 'unattributed') return listOf(sliceAt(state, index).identity);
    return state.view === 'traces' ? state.review.calls.at(index).identities().slice(0, 1) : [];
  });
  const distinct = new Map(found.map((one) => [`${one.field}\n${one.value}`, one]));
  return [...distinct.values()];
}

const listOf = (identity: Identity | undefined): readonly Identity[] => (identity === undefined ? [] : [identity]);
