// The breaks of one trace, whole and sliced by what wrote the record. A field the contract does not name is nobody's loss.
import type { Contract } from '../../contract/contract.ts';
import type { Event } from '../../model/event.ts';
import { createTextTree, type TextNode } from '../../model/text-tree.ts';
import type { Break } from '../../model/trace.ts';
import { type AuditedCall, needOf } from '../audited.ts';
import { growBreak, growSlice, mayBeBetter } from '../merge-tallies.ts';
import { addSum, growIn } from '../sums.ts';
import type { Example, OpenTally } from '../tally.ts';
import { periodOf } from '../time-text.ts';
import { sumFor } from './sum-for.ts';

/** `told` are the edges that were told of the trace before; gives them back with more. */
export function addBreaks(
  tally: OpenTally,
  calls: readonly AuditedCall[],
  contract: Contract,
  told: Set<string> | undefined,
): Set<string> | undefined {
  let seen = told;
  for (const one of calls) {
    for (const broken of one.call.breaks) {
      if (needOf(contract, broken.field) === 'optional') continue;
      seen ??= new Set();
      const node = nodeOf(broken);
      const key = textAt(node, () => edgeKey(broken));
      addBreak(tally, key, one, broken, seen.has(key) ? 0 : 1);
      addSlice(tally, node, key, one, broken);
      seen.add(key);
    }
  }
  return seen;
}

/** `traces` is 1 for the first of this edge in its trace. */
function addBreak(tally: OpenTally, key: string, one: AuditedCall, broken: Break, traces: number): void {
  const present = tally.breaks.get(key);
  if (present && !mayBeBetter(one.cost.usd, present.example)) {
    addSum(present, sumFor(one));
    present.traces += traces;
    return;
  }
  const { from, to, field, kind, before, after, at } = broken;
  const example: Example = {
    usd: one.cost.usd,
    trace_id: one.call.envelope.trace_id?.value,
    place: at.place,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  growIn(tally.breaks, key, { ...sumFor(one), edge: { from, to, field, kind }, traces, example }, growBreak);
}

function addSlice(
  tally: OpenTally,
  node: EdgeNode,
  key: string,
  one: AuditedCall,
  { from, to, field, kind, at }: Break,
): void {
  const { operation, status, start } = one.call.metering;
  const day = start === undefined ? undefined : periodOf(start, 'day');
  const producer = producerOf(at);
  const slice = names.step(names.step(names.step(node, operation), status), producer);
  const name = textAt(slice, () => `${key}\n${operation ?? ''}\n${status ?? ''}\n${producer ?? ''}`);
  const present = tally.slices.get(name);
  const sum = { calls: 1, usd: one.cost.usd, first_day: day, last_day: day };
  if (present) growSlice(present, sum);
  else tally.slices.set(name, { ...sum, edge: { from, to, field, kind }, operation, status, producer });
}

function producerOf({ producer, producer_version: version }: Event): string | undefined {
  return (
    (producer === undefined || version === undefined ? (producer ?? version) : `${producer} ${version}`) || undefined
  );
}

/** The keys of edges and of their slices: few fill an input, and making each anew would take longer than adding to its sum. */
const names = createTextTree<string>();
type EdgeNode = TextNode<string> | undefined;

const nodeOf = ({ from, to, field, kind }: Break): EdgeNode =>
  names.step(names.step(names.step(names.step(names.root, from), to), field), kind);

function textAt(node: EdgeNode, make: () => string): string {
  const text = node?.value ?? make();
  if (node) node.value = text;
  return text;
}

const edgeKey = ({ from, to, field, kind }: Break): string => `${from}\n${to}\n${field}\n${kind}`;
