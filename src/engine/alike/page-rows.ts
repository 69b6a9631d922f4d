// Pieces of a page that follow each other, until its line is over: its parts, each with what is said around it.
import type { Known } from './known-lines.ts';
import type { OpenPlan } from './open-plan.ts';
import type { WayOfPart } from './page-plan.ts';
import type { Around } from './row-values.ts';

export interface PagePart {
  /** Where its numbers begin among those of the scanner. */
  readonly at: number;
  readonly plan: OpenPlan;
  readonly way: WayOfPart;
  readonly around: Around;
}

/** A page of which some pieces were read. */
export interface OpenPage {
  /** Where its line begins. */
  readonly at: number;
  readonly parts: PagePart[];
  /** The list whose parts follow, or the one that was closed. */
  open: string | undefined;
  closed: string | undefined;
  /** What is said around the parts, and where the lists were last opened anew. */
  around: Around;
  anew: Around;
}

export const newPage = (at: number): OpenPage => ({
  at,
  parts: [],
  open: undefined,
  closed: undefined,
  around: nothingSaid,
  anew: nothingSaid,
});

/** Takes a piece; false when it does not follow. `aroundAfter` is what is said with it around what follows, given what was said. */
export function takePiece(
  page: OpenPage,
  { piece: place, open: plan, way }: Pick<Known, 'piece' | 'open' | 'way'>,
  at: number,
  aroundAfter: (before: Around) => Around,
): boolean {
  if (place === undefined) return false;
  if (place.kind === 'part') {
    if (page.open === undefined || plan === undefined || way === undefined) return false;
    page.parts.push({ at, plan, way, around: page.around });
    if (!place.isLast) return true;
    page.closed = page.open;
    page.open = undefined;
    return true;
  }
  if (page.open !== undefined || page.closed !== place.from) return false;
  page.closed = undefined;
  page.open = place.to;
  if (place.to === undefined) return true;
  page.around = aroundAfter(place.isAnew ? nothingSaid : page.anew);
  if (place.isAnew) page.anew = page.around;
  return true;
}

export const nothingSaid: Around = { node: 0, texts: [] };

/** Nothing of its line follows. */
export const isWhole = ({ open, closed }: OpenPage): boolean => open === undefined && closed === undefined;
