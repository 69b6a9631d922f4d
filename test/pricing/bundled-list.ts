// The bundled list, read from the file the build wrote.
import { readFileSync } from 'node:fs';
import type { RateCard } from '../../src/model/rate-card.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { trustedCatalogue } from '../../src/pricing/trusted-catalogue.ts';

export const listFile = new URL('../../src/pricing/catalogue/list.json', import.meta.url);
const text = readFileSync(listFile, 'utf8');
// Held to the schema by the test of the list.
export const list = JSON.parse(text) as RateCard;
export const listRates = compileRates([trustedCatalogue(text)]);
