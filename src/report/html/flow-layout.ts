// Flow layout: where each component and ribbon of the hop-flow picture stands. Pure geometry; order is by weight, then by name.
import { compareText } from '../../model/place.ts';
import { heightOf } from './charts.ts';

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly weight: bigint;
}
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}
export interface Ribbon<F extends Flow> {
  readonly flow: F;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly thickness: number;
}
export interface FlowLayout<F extends Flow> {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly ribbons: readonly Ribbon<F>[];
}

/** Room of the picture, in pixels: the least width, the least between two layers, and beside the last for its names. */
export interface Room {
  readonly width: number;
  readonly step: number;
  readonly names: number;
}

export const boxWidth = 12;
const leastSlot = 46;
const thickest = 72;
const thinnest = 3;
const gap = 46;
const top = 30;

/** Start and end of each flow, as places in the list of nodes. */
type Ends = readonly (readonly [number, number])[];

interface Node {
  readonly name: string;
  layer: number;
  readonly incoming: number[];
  readonly outgoing: number[];
}

export function layoutFlows<F extends Flow>(flows: readonly F[], room: Room): FlowLayout<F> {
  const { nodes, ends } = graphOf(flows);
  const layers = Math.max(...nodes.map(({ layer }) => layer)) + 1;
  const step = Math.max(room.step, Math.floor((room.width - boxWidth - room.names) / Math.max(1, layers - 1)));
  const largest = flows.reduce((most, { weight }) => (weight > most ? weight : most), 0n);
  const thickness = flows.map(({ weight }) => Math.max(thinnest, heightOf(weight, largest, thickest)));
  const slots = thickness.map((size) => Math.max(leastSlot, size + 12));
  const sum = (list: readonly number[]) => list.reduce((total, i) => total + (slots[i] ?? 0), 0);
  const columns = orderedColumns(nodes, ends);
  const below = new Map<number, number>();
  const boxes = new Map<number, Box>();
  for (const place of columns.flat()) {
    const node = nodes[place];
    if (!node) continue;
    const height = Math.max(sum(node.incoming), sum(node.outgoing));
    const y = below.get(node.layer) ?? top;
    below.set(node.layer, y + height + gap);
    boxes.set(place, { name: node.name, x: node.layer * step, y, height });
  }
  const ribbons = flows.map((flow, i): Ribbon<F> => {
    const [from = 0, to = 0] = ends[i] ?? [];
    const y1 = centre(boxes.get(from), nodes[from]?.outgoing ?? [], i, slots, sum);
    const y2 = centre(boxes.get(to), nodes[to]?.incoming ?? [], i, slots, sum);
    return {
      flow,
      x1: (boxes.get(from)?.x ?? 0) + boxWidth,
      x2: boxes.get(to)?.x ?? 0,
      y1,
      y2,
      thickness: thickness[i] ?? thinnest,
    };
  });
  return {
    width: (layers - 1) * step + boxWidth + room.names,
    height: Math.max(...below.values()) - gap + 14,
    boxes: [...boxes.values()],
    ribbons,
  };
}

/** Middle of the slot of flow `i` at this side of the box; slots are centred when the other side is larger. */
function centre(
  box: Box | undefined,
  side: readonly number[],
  i: number,
  slots: readonly number[],
  sum: (list: readonly number[]) => number,
): number {
  const before = side.slice(0, side.indexOf(i));
  const margin = ((box?.height ?? 0) - sum(side)) / 2;
  return (box?.y ?? 0) + margin + sum(before) + (slots[i] ?? 0) / 2;
}

/** Nodes by layer, each beside what it is connected to, so that few ribbons cross; slots of a node in the order of the other ends. */
function orderedColumns(nodes: readonly Node[], ends: Ends): readonly (readonly number[])[] {
  const layers = Math.max(...nodes.map(({ layer }) => layer)) + 1;
  const columns = Array.from({ length: layers }, (_, layer) =>
    nodes.flatMap((node, place) => (node.layer === layer ? [place] : [])),
  );
  const positions = new Map<number, number>();
  const note = (column: readonly number[]) => {
    for (const [at, place] of column.entries()) positions.set(place, at / column.length);
  };
  columns.forEach(note);
  const mean = (others: readonly number[], otherwise: number) =>
    others.length === 0
      ? (positions.get(otherwise) ?? 0)
      : others.reduce((total, place) => total + (positions.get(place) ?? 0), 0) / others.length;
  const startsOf = (place: number) => (nodes[place]?.incoming ?? []).map((i) => ends[i]?.[0] ?? 0);
  const endsOf = (place: number) => (nodes[place]?.outgoing ?? []).map((i) => ends[i]?.[1] ?? 0);
  for (const [order, neighbours] of [
    [columns, startsOf],
    [columns.toReversed(), endsOf],
    [columns, startsOf],
    [columns.toReversed(), endsOf],
  ] as const)
    for (const column of order) {
      const wanted = new Map(column.map((place) => [place, mean(neighbours(place), place)]));
      column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || a - b);
      note(column);
    }
  const at = (place: number | undefined) => positions.get(place ?? 0) ?? 0;
  for (const node of nodes) {
    node.incoming.sort((a, b) => at(ends[a]?.[0]) - at(ends[b]?.[0]) || a - b);
    node.outgoing.sort((a, b) => at(ends[a]?.[1]) - at(ends[b]?.[1]) || a - b);
  }
  return columns;
}

/** Everything runs from left to right: a flow that would close a circle ends in a second box of the same name. */
function graphOf(flows: readonly Flow[]): { nodes: readonly Node[]; ends: Ends } {
  const nodes: Node[] = [];
  const places = new Map<string, number>();
  const next = new Map<number, number[]>();
  const nodeAt = (key: string, name: string): number => {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, nodes.length);
    nodes.push({ name, layer: 0, incoming: [], outgoing: [] });
    return nodes.length - 1;
  };
  const reaches = (from: number, goal: number): boolean =>
    from === goal || (next.get(from) ?? []).some((node) => reaches(node, goal));
  const ends = flows.map(({ from, to }, i): readonly [number, number] => {
    const start = nodeAt(`n${from}`, from);
    const direct = nodeAt(`n${to}`, to);
    const end = reaches(direct, start) ? nodeAt(`again${to}`, to) : direct;
    next.set(start, [...(next.get(start) ?? []), end]);
    nodes[start]?.outgoing.push(i);
    nodes[end]?.incoming.push(i);
    return [start, end];
  });
  for (let pass = 0; pass < nodes.length; pass++)
    for (const [start, end] of ends) {
      const [from, to] = [nodes[start], nodes[end]];
      if (from && to) to.layer = Math.max(to.layer, from.layer + 1);
    }
  return { nodes, ends };
}

/** Heaviest first, then by name. */
export function compareFlows(a: Flow, b: Flow): number {
  if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
  return compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind);
}
