// Where the bundled price list enters.
import type { RateCard } from '../model/rate-card.ts';

/** The bundled list: its build wrote the validated form and a test holds it to the schema, so only its outline is checked. */
export function trustedCatalogue(json: unknown): RateCard {
  if (typeof json === 'object' && json !== null && 'id' in json && 'rows' in json && Array.isArray(json.rows)) {
    // The build writes what the schema puts out, and the test of the list parses it in full.
    return json as RateCard;
  }
  throw new Error('the bundled price list is damaged');
}
