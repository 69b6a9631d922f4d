// Draws a sample while requests go by: of each workflow the newest, among these the first of the draw, and workflows in turn, so that a busy one
// cannot fill the sample. Seed and names decide, nothing else. What cannot be drawn any more is let go at once: a request of which there are as
// many newer ones that come before it in the draw as its workflow may ever have turns.
import type { Place } from '../model/event.ts';
import { comparePlaces, compareText } from '../model/place.ts';

/** So many times the sample are recent, for each workflow. */
const recentFactor = 5;

/** What tells a request from others. */
export interface Named {
  readonly id: string;
  readonly workflow: string | undefined;
  readonly start: bigint | undefined;
  readonly place: Place;
}

export interface Drawn<T> {
  readonly named: Named;
  readonly request: T;
}

export interface Drawing<T> {
  see(named: Named, request: T): void;
  /** The newest first. */
  drawn(): readonly Drawn<T>[];
  from(): { readonly requests: number; readonly recent: number; readonly workflows: number };
}

interface Candidate<T> extends Drawn<T> {
  readonly draw: bigint;
  /** By so many newer ones that come before it in the draw. */
  beaten: number;
}

interface Workflow<T> {
  readonly name: string | undefined;
  /** The recent ones, the newest first: what is not among them cannot be drawn, whatever the draw says. */
  readonly newest: Named[];
  /** Those of them that may be drawn, in the same order. */
  candidates: Candidate<T>[];
}

export function drawRequests<T>(size: number, seed: string): Drawing<T> {
  const mostRecent = size * recentFactor;
  const requests = new Map<string | undefined, number>();
  /** By name, and no more than there are turns: the others get none. */
  const workflows: Workflow<T>[] = [];
  let turns = Number.POSITIVE_INFINITY;

  function workflowOf(name: string | undefined): Workflow<T> | undefined {
    const known = workflows.find((one) => one.name === name);
    if (known || requests.has(name)) return known;
    const workflow: Workflow<T> = { name, newest: [], candidates: [] };
    insert(workflows, workflow, byName);
    return workflows.length > size && workflows.pop() === workflow ? undefined : workflow;
  }

  function letGo(): void {
    const fewer = turnsOf(workflows, size);
    if (fewer === turns) return;
    turns = fewer;
    for (const one of workflows) one.candidates = one.candidates.filter(({ beaten }) => beaten < turns);
  }

  return {
    see(named, request) {
      const workflow = workflowOf(named.workflow);
      requests.set(named.workflow, (requests.get(named.workflow) ?? 0) + 1);
      if (!workflow) return;
      const { newest, candidates } = workflow;
      insert(newest, named, newestFirst);
      const last = newest.length > mostRecent ? newest.pop() : undefined;
      if (last === named) return;
      if (candidates.at(-1)?.named === last) candidates.pop();
      const draw = hash(`${seed}\n${named.id}`);
      const candidate: Candidate<T> = { named, request, draw, beaten: 0 };
      const at = insert(candidates, candidate, (a, b) => newestFirst(a.named, b.named));
      for (const [index, other] of candidates.entries()) {
        if (index < at && byDraw(other, candidate) < 0) candidate.beaten += 1;
        if (index > at && byDraw(candidate, other) < 0) other.beaten += 1;
      }
      workflow.candidates = candidates.filter(({ beaten }) => beaten < turns);
      if (newest.length < turns) letGo();
    },
    drawn: () => takeTurns(workflows, size).sort((a, b) => newestFirst(a.named, b.named)),
    from: () => {
      const all = [...requests.values()];
      return {
        requests: all.reduce((sum, number) => sum + number, 0),
        recent: all.reduce((sum, number) => sum + Math.min(number, mostRecent), 0),
        workflows: all.length,
      };
    },
  };
}

/** So many of each workflow are drawn at most; the more requests are seen, the fewer. */
function turnsOf(workflows: readonly Workflow<unknown>[], size: number): number {
  const drawnIn = (turns: number): number =>
    workflows.reduce((sum, { newest }) => sum + Math.min(newest.length, turns), 0);
  if (drawnIn(size) < size) return Number.POSITIVE_INFINITY;
  let turns = 1;
  while (drawnIn(turns) < size) turns += 1;
  return turns;
}

function takeTurns<T>(workflows: readonly Workflow<T>[], size: number): Candidate<T>[] {
  const lists = workflows.map(({ candidates }) => [...candidates].sort(byDraw));
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  const chosen: Candidate<T>[] = [];
  for (let turn = 0; turn < longest; turn++)
    for (const list of lists) {
      const one = list[turn];
      if (one && chosen.length < size) chosen.push(one);
    }
  return chosen;
}

const byName = (a: Workflow<unknown>, b: Workflow<unknown>): number =>
  Number(a.name === undefined) - Number(b.name === undefined) || compareText(a.name ?? '', b.name ?? '');

function newestFirst(a: Named, b: Named): number {
  if (a.start !== b.start) {
    if (a.start === undefined) return 1;
    if (b.start === undefined) return -1;
    return a.start > b.start ? -1 : 1;
  }
  return compareText(a.id, b.id) || comparePlaces(a.place, b.place);
}

function byDraw(a: Candidate<unknown>, b: Candidate<unknown>): number {
  return a.draw < b.draw ? -1 : a.draw > b.draw ? 1 : newestFirst(a.named, b.named);
}

/** Into a sorted list. Gives its place there. */
function insert<T>(list: T[], one: T, compare: (a: T, b: T) => number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = list[middle];
    if (other !== undefined && compare(other, one) < 0) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, one);
  return from;
}

/** FNV-1a, 64 bits in two halves: no secret, only the same draw on every machine. */
function hash(text: string): bigint {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let at = 0; at < text.length; at++) {
    low = (low ^ text.charCodeAt(at)) >>> 0;
    // The prime is 2^40 + 0x1b3.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + ((product / 2 ** 32) >>> 0) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}
