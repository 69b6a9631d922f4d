// The report of samples/shop as `attrib-audit samples/shop/* --json` wrote it: the realistic document of the golden files.
import { readFileSync } from 'node:fs';
import { reportSchema } from '../../src/model/report.ts';

export const shopReport = savedReport('shop-report.json');

/** The same with `--config samples/shop/attrib-audit.config.yaml`: a registry, budgets and a policy. */
export const shopPolicyReport = savedReport('shop-policy-report.json');

function savedReport(name: string) {
  return reportSchema.parse(JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')));
}
