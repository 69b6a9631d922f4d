// Where rate cards of users enter: each is validated to the last row. zod loads with this file, so it is loaded for such cards only.
import { UsageError } from '../model/errors.ts';
import { type RateCard, rateCardSchema } from '../model/rate-card.ts';
import { cardConflict } from './card-conflict.ts';

const cardHint = 'schemas/rate-card.schema.json describes the form; `attrib-audit schema rate-card` prints it.';

/** A parsed card of a user. `name` says which file in every complaint, and is the card's id where it has none. */
export function readRateCard(value: unknown, name: string): RateCard {
  const isCard = typeof value === 'object' && value !== null && !Array.isArray(value);
  const named = isCard && !Object.hasOwn(value, 'id') ? { id: name, ...value } : value;
  const parsed = rateCardSchema.safeParse(named);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue ? pathText(issue.path) : '';
    throw new UsageError(`${name}: ${path === '' ? '' : `${path}: `}${issue?.message ?? 'not a rate card'}`, cardHint);
  }
  const conflict = cardConflict(parsed.data);
  if (conflict) throw new UsageError(`${name}: ${conflict.message}`, conflict.hint);
  return parsed.data;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
}
