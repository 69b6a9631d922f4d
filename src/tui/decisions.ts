// Decisions: what a reviewer settles. Kept in the order they were taken, each can be undone; nothing is written before `w`.
import type { Identity } from './review.ts';

export type Decision =
  | {
      readonly kind: 'assign';
      readonly identity: Identity;
      readonly team: string;
      /** The team is no slip of the pen: it is to be added when nobody knows it. */
      readonly is_new: boolean;
      /** Nobody else uses the identity: what the rule says is proof. */
      readonly exclusive: boolean;
      readonly workflow_id: string | undefined;
      readonly feature: string | undefined;
      readonly valid_from: string | undefined;
      readonly valid_to: string | undefined;
    }
  | { readonly kind: 'alias'; readonly alias: string; readonly team: string }
  | { readonly kind: 'map'; readonly field: string; readonly path: string }
  | {
      readonly kind: 'accept';
      readonly problem: string;
      readonly what: string;
      readonly reason: string;
      readonly expires: string;
    }
  | { readonly kind: 'note'; readonly fix: string; readonly text: string }
  | { readonly kind: 'exception'; readonly owner: string; readonly deadline: Deadline };

/** Days after the spend was seen, or a day. */
export type Deadline = { readonly sla_days: number } | { readonly due: string };

export interface Decisions {
  readonly taken: readonly Decision[];
  readonly undone: readonly Decision[];
}

export const noDecisions: Decisions = { taken: [], undone: [] };

export function take({ taken }: Decisions, more: readonly Decision[]): Decisions {
  return { taken: [...taken, ...more], undone: [] };
}

export function undo(decisions: Decisions): Decisions {
  const last = decisions.taken.at(-1);
  if (!last) return decisions;
  return { taken: decisions.taken.slice(0, -1), undone: [...decisions.undone, last] };
}

export function redo(decisions: Decisions): Decisions {
  const last = decisions.undone.at(-1);
  if (!last) return decisions;
  return { taken: [...decisions.taken, last], undone: decisions.undone.slice(0, -1) };
}

/** One decision as a reader says it. */
export function decisionText(decision: Decision): string {
  switch (decision.kind) {
    case 'assign':
      return `${decision.identity.field} ${decision.identity.value} belongs to ${decision.team}${workText(decision)}${datesText(decision)}${decision.exclusive ? ', and nobody else uses it' : ''}`;
    case 'alias':
      return `"${decision.alias}" is another name of ${decision.team}`;
    case 'map':
      return `${decision.field} is read from ${decision.path}`;
    case 'accept':
      return `accept ${decision.what} until ${decision.expires}: ${decision.reason}`;
    case 'note':
      return `note on "${decision.fix}": ${decision.text}`;
    case 'exception':
      return `${decision.owner} answers for spend without an owner ${deadlineText(decision.deadline)}`;
  }
}

function workText({ workflow_id: workflow, feature }: Extract<Decision, { kind: 'assign' }>): string {
  return `${workflow === undefined ? '' : `, workflow ${workflow}`}${feature === undefined ? '' : `, feature ${feature}`}`;
}

const deadlineText = (deadline: Deadline): string =>
  'due' in deadline ? `until ${deadline.due}` : `within ${deadline.sla_days} days`;

function datesText({
  valid_from: from,
  valid_to: to,
}: {
  valid_from: string | undefined;
  valid_to: string | undefined;
}): string {
  return `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
}
