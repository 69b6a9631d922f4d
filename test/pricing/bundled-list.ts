// The bundled list, read from the file the build wrote.
import { readFileSync } from 'node:fs';
import { compileRates } from '../../src/pricing/rates.ts';
import { trustedCatalogue } from '../../src/pricing/trusted-catalogue.ts';

export const listFile = new URL('../../src/pricing/catalogue/list.json', import.meta.url);
export const list = trustedCatalogue(JSON.parse(readFileSync(listFile, 'utf8')));
export const listRates = compileRates([list]);
