// The report of samples/shop as `attrib-audit samples/shop/* --json` wrote it: the realistic document of the golden files.
import { readFileSync } from 'node:fs';
import { reportSchema } from '../../src/model/report.ts';

export const shopReport = reportSchema.parse(
  JSON.parse(readFileSync(new URL('shop-report.json', import.meta.url), 'utf8')),
);
