// Where rate cards of users enter: each is validated to the last row. zod loads with this file, so it is loaded for such cards only.
import { UsageError } from '../model/errors.ts';
import { type RateCard, rateCardSchema } from '../model/rate-card.ts';
import { cardConflict, cardConflicts } from './card-conflict.ts';
import { cardDoubts } from './card-doubts.ts';

const cardHint = 'schemas/rate-card.schema.json describes the form; `attrib-audit schema rate-card` prints it.';

/** A parsed card of a user. `name` says which file in every complaint, and is the card's id where it has none. */
export function readRateCard(value: unknown, name: string): RateCard {
  const parsed = rateCardSchema.safeParse(withId(value, name));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue ? pathText(issue.path) : '';
    throw new UsageError(`${name}: ${path === '' ? '' : `${path}: `}${issue?.message ?? 'not a rate card'}`, cardHint);
  }
  const conflict = cardConflict(parsed.data);
  if (conflict) throw new UsageError(`${name}: ${conflict.message}`, conflict.hint);
  return parsed.data;
}

export interface CardFault {
  readonly message: string;
  readonly hint: string;
}

/** Everything wrong with a card, or the card and what is allowed in it but probably a slip. */
export function checkRateCard(
  value: unknown,
  name: string,
): { readonly card?: RateCard; readonly errors: readonly CardFault[]; readonly doubts: readonly CardFault[] } {
  const parsed = rateCardSchema.safeParse(withId(value, name));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => {
      const place = pathText(path);
      return { message: `${place === '' ? '' : `${place}: `}${message}`, hint: cardHint };
    });
    return { errors, doubts: [] };
  }
  const card = parsed.data;
  return { card, errors: [...cardConflicts(card)], doubts: [...cardDoubts(card)] };
}

/** A file's name is the id of a card that has none. */
function withId(value: unknown, name: string): unknown {
  const isCard = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isCard && !Object.hasOwn(value, 'id') ? { id: name, ...value } : value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
}
