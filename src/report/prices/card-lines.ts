// The rate cards behind a set of prices, named so that the run can be repeated.
import type { RatesDocument } from '../../model/rates-document.ts';
import { type Pen, paragraph } from '../pen.ts';

export function cardLines(cards: RatesDocument['cards'], pen: Pen): readonly string[] {
  const names = cards.map(({ id, as_of, sha256 }) => {
    const known = [as_of === null ? '' : `as of ${as_of}`, sha256 === null ? '' : `sha256 ${sha256.slice(0, 12)}`];
    const text = known.filter((part) => part !== '').join(', ');
    return text === '' ? id : `${id} (${text})`;
  });
  return paragraph(`Cards, the last one on top: ${names.join('; ')}`, pen, { indent: 0, hang: 2, tone: 'quiet' });
}
