// How a state is drawn: the pen of the report, as wide as the screen.
import { type Pen, penFor } from '../../report/pen.ts';
import type { ReviewState } from '../state.ts';

export function penOf({ columns, colour, unicode }: Pick<ReviewState, 'columns' | 'colour' | 'unicode'>): Pen {
  return penFor({ width: columns, colour, unicode, top: 10, groups: [] });
}
