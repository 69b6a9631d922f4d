// Hop-flow picture: components from left to right, a ribbon for the money that lost something between two of them.
// A ribbon has the colour of owned spend where the field was still there and the colour of the loss where it is not.
import { ownershipFields } from '../../model/fields.ts';
import { compareText } from '../../model/place.ts';
import type { AuditReport } from '../../model/report.ts';
import { counted, money, share } from '../figures.ts';
import { shorten } from '../text-width.ts';
import { fixed } from './charts.ts';
import { boxWidth, compareFlows, type Flow, layoutFlows, type Ribbon, type Room } from './flow-layout.ts';
import { html, type Markup } from './markup.ts';
import { countsCalls, weightOf, wholeOf } from './section.ts';

interface Loss extends Flow {
  readonly fields: readonly string[];
}

const mostFlows = 10;
/** One drawing for a desk and paper, one for a phone; the style sheet shows one of them. */
const rooms = {
  desk: { width: 1000, step: 300, names: 190 },
  phone: { width: 340, step: 250, names: 84 },
} as const satisfies Readonly<Record<string, Room>>;
const start = 'request starts';
export const kindsDrawn = ['dropped', 'rewritten', 'late', 'never set'] as const;

/** Flows that fit a picture, and how many are left to the table. */
export function lossesOf(report: AuditReport): { readonly drawn: readonly Loss[]; readonly left: number } {
  const edges = new Map<string, Loss>();
  for (const item of report.breaks) {
    const key = JSON.stringify([item.from, item.to, item.kind]);
    const known = edges.get(key);
    const weight = weightOf(report, item);
    // The same calls lose several fields at one edge: the money is that of the largest, not the sum.
    edges.set(key, {
      from: item.from,
      to: item.to,
      kind: item.kind,
      weight: known && known.weight > weight ? known.weight : weight,
      fields: [...(known?.fields ?? []), item.field].sort(compareFields),
    });
  }
  const losses = [...edges.values(), ...neverSet(report)].sort(compareFlows);
  return { drawn: losses.slice(0, mostFlows), left: Math.max(0, losses.length - mostFlows) };
}

/** The owner first, as in the contract; other names after it. */
function compareFields(a: string, b: string): number {
  const known: readonly string[] = ownershipFields;
  const place = (field: string) => (known.includes(field) ? known.indexOf(field) : known.length);
  return place(a) - place(b) || compareText(a, b);
}

/** What no hop ever carried: the repair plan names the component that should set it. */
function neverSet(report: AuditReport): readonly Loss[] {
  return report.repair_plan
    .filter(({ kind }) => /^(?:never-)?set\b/.test(kind))
    .map((item) => ({
      from: start,
      to: item.component,
      kind: 'never set',
      weight: weightOf(report, item),
      fields: item.fields,
    }));
}

export function flowPicture(losses: readonly Loss[], report: AuditReport, place: keyof typeof rooms): Markup {
  const { width, height, boxes, ribbons } = layoutFlows(losses, rooms[place]);
  const label = losses.map((loss) => `${titleOf(loss, report)}`).join('; ');
  const shapes = ribbons.map(({ flow, x1, y1, x2, y2, thickness }) => {
    const bend = (x1 + x2) / 2;
    const [up, down] = [-thickness / 2, thickness / 2];
    const path = `M${x1} ${fixed(y1 + up)}C${bend} ${fixed(y1 + up)} ${bend} ${fixed(y2 + up)} ${x2} ${fixed(y2 + up)}V${fixed(y2 + down)}C${bend} ${fixed(y2 + down)} ${bend} ${fixed(y1 + down)} ${x1} ${fixed(y1 + down)}Z`;
    return html`<path class="ribbon" fill="url(#flow-${kindId(flow.kind)})" d="${path}"><title>${titleOf(flow, report)}</title></path>
`;
  });
  const last = Math.max(...boxes.map(({ x }) => x));
  const nameLength = (x: number) =>
    Math.min(30, Math.floor((x === last ? rooms[place].names : rooms[place].step / 2) / nameWidth[place]));
  const labels = (place === 'desk' ? placedLabels(ribbons) : labelsAtTheEnd(ribbons)).map(
    ({ flow, x, y, room, thin }) => {
      const tone = thin ? 'on-ribbon haloed' : 'on-ribbon';
      const fields = shorten(`${flow.kind}: ${flow.fields.join(', ')}`, room, 'end', '…');
      return html`<text class="${tone}" text-anchor="middle" x="${fixed(x)}" y="${fixed(y - 4)}">${fields}</text><text class="${tone} strong" text-anchor="middle" x="${fixed(x)}" y="${fixed(y + 13)}">${figureOf(flow, report)}</text>
`;
    },
  );
  const nodes = boxes.map(
    (box) =>
      html`<rect class="${box.name === start ? 'start' : 'component'}" x="${box.x}" y="${fixed(box.y)}" width="${boxWidth}" height="${fixed(box.height)}" rx="2"/><text class="component-name" x="${box.x}" y="${fixed(box.y - 8)}">${shorten(box.name, nameLength(box.x), 'middle', '…')}<title>${box.name}</title></text>
`,
  );
  return html`<svg class="flow flow-on-${place}" role="img" aria-label="${`Where ownership is lost: ${label}`}" viewBox="0 0 ${width} ${fixed(height)}" width="${width}" height="${fixed(height)}">
${shapes}${labels}${nodes}</svg>`;
}

const labelHeight = 38;
const characterWidth = 7.6;
/** Of a name in bold, and of a label on the small drawing. */
const nameWidth = { desk: 6.3, phone: 7 } as const;
const smallCharacterWidth = 6.4;

/** On the small drawing names stand over the left end of a ribbon, so its label stands at the right one. */
function labelsAtTheEnd(ribbons: readonly Ribbon<Loss>[]) {
  return ribbons.map(({ flow, x1, y1, x2, y2, thickness }) => {
    const room = Math.max(12, Math.floor(((x2 - x1) * 0.62) / smallCharacterWidth));
    const characters = Math.min(room, Math.max(16, flow.kind.length + 2 + flow.fields.join(', ').length));
    const x = x2 - 6 - (characters * smallCharacterWidth) / 2;
    const t = (x - x1) / (x2 - x1);
    return { flow, x, y: y1 + (y2 - y1) * (3 * t * t - 2 * t * t * t), room, thin: thickness < labelHeight };
  });
}

/** A label stands on its ribbon, as near to the middle as no other label is. */
function placedLabels(ribbons: readonly Ribbon<Loss>[]) {
  const taken: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  return ribbons.map(({ flow, x1, y1, x2, y2, thickness }) => {
    const room = Math.floor((x2 - x1) / characterWidth / 1.25);
    const characters = Math.min(room, Math.max(20, flow.kind.length + 2 + flow.fields.join(', ').length));
    const half = (characters * characterWidth) / 2;
    const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((t) => ({
      x: Math.min(x2 - half, Math.max(x1 + half, x1 + t * (x2 - x1))),
      // The ribbon's middle line is a cubic with its handles half way.
      y: y1 + (y2 - y1) * (3 * t * t - 2 * t * t * t),
      half,
    }));
    const free = spots.find((spot) =>
      taken.every(
        (other) => Math.abs(spot.x - other.x) >= spot.half + other.half || Math.abs(spot.y - other.y) >= labelHeight,
      ),
    );
    const spot = free ?? spots[0] ?? { x: x1, y: y1, half };
    taken.push(spot);
    return { flow, x: spot.x, y: spot.y, room, thin: thickness < labelHeight };
  });
}

/** Once for the page: both drawings and the legend use them. */
export function flowGradients(): Markup {
  return html`${kindsDrawn.map(gradient)}`;
}

function gradient(kind: string): Markup {
  const id = kindId(kind);
  return html`<linearGradient id="flow-${id}"><stop class="before-${id}" offset="0.15"/><stop class="after-${id}" offset="0.75"/></linearGradient>`;
}

function kindId(kind: string): string {
  return kind.replace(/[^a-z]+/g, '-');
}

function figureOf(flow: Loss, report: AuditReport): string {
  const part = share(flow.weight, wholeOf(report));
  return countsCalls(report) ? `${counted(Number(flow.weight), 'call')} · ${part}` : `${money(flow.weight)} · ${part}`;
}

function titleOf(flow: Loss, report: AuditReport): string {
  return `${flow.from} → ${flow.to}: ${flow.fields.join(', ')} ${flow.kind}, ${figureOf(flow, report)}`;
}
