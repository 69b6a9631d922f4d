// FOCUS rows of what invoices bill beyond the calls: with the usage rows they are the invoices, to the last digit.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { auditTraces } from '../../src/audit/audit-traces.ts';
import { focusResidue, keptApart } from '../../src/audit/focus-residue.ts';
import { monthsOf, openFocus } from '../../src/audit/focus-rows.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { sortTexts } from '../../src/engine/spill/sort-texts.ts';
import type { FocusRow } from '../../src/model/focus-row.ts';
import { parseUsd, type Usd, usdToDecimal } from '../../src/model/money.ts';
import { inputOf } from '../generate/in-memory.ts';
import { settings } from '../laws/law.ts';
import { reconcile } from './reconcile/reconcile-samples.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
const filesOf = (folder: string, kind: RegExp) =>
  readdirSync(`${samples}${folder}`)
    .filter((name) => kind.test(name))
    .map((name) => inputOf(name, readFileSync(`${samples}${folder}/${name}`)));
const sum = (rows: readonly FocusRow[]): Usd =>
  rows.reduce((all, { EffectiveCost: usd }) => all + (parseUsd(usd ?? '') ?? 0n), 0n);

async function held(calls: ReturnType<typeof filesOf>, bills: ReturnType<typeof filesOf>) {
  const [traces, invoices] = [await readInputs(calls), await readInputs(bills)];
  const reconciliation = reconcile(
    { invoices: invoices.events, traces: traces.events },
    { invoices: invoices.inputs, traces: traces.inputs },
    settings,
    { policy: 'exception-bucket', tolerance_pct: 1, flag_pct: 2 },
  );
  const sums = openFocus(sortTexts(''));
  for (const trace of auditTraces(traces.events, settings)) sums.see(trace.calls);
  return { usage: [...sums.finish().rows], reconciliation };
}

describe('adjustments', () => {
  test('make the usage of the shop what its sellers bill', async () => {
    const { usage, reconciliation } = await held(filesOf('shop', /\.jsonl$/), filesOf('shop/invoices', /./));
    const rows = focusResidue(reconciliation);
    expect(rows.map((row) => [row.ProviderName, row.ChargeDescription, row.EffectiveCost])).toEqual([
      ['anthropic', 'claude-haiku-4-5: invoice less traced calls', '-0.11487'],
      ['openai', 'gpt-4.1: invoice less traced calls', '0.40632'],
    ]);
    expect(usdToDecimal(sum([...usage, ...rows]))).toBe(reconciliation.totals.invoice_usd);
    for (const row of rows) {
      expect(row).toMatchObject({
        ChargeCategory: 'Adjustment',
        x_Residual: 'true',
        x_AttributionPart: 'unattributed',
        Tags: '{}',
        PricingUnit: null,
        PricingQuantity: null,
        BilledCost: '0.0',
        ChargePeriodStart: '2026-11-02T00:00:00Z',
        ChargePeriodEnd: '2026-11-16T00:00:00Z',
        BillingPeriodStart: '2026-11-01T00:00:00Z',
        BillingPeriodEnd: '2026-12-01T00:00:00Z',
      });
    }
    expect(usage.every(({ x_Residual: residual }) => residual === null)).toBe(true);
  });

  test('leave out tax and credits, and say how much', async () => {
    const folder = 'reconcile/gcp-credits';
    const { usage, reconciliation } = await held(filesOf(folder, /^calls/), filesOf(folder, /^bill/));
    expect(keptApart(reconciliation)).toBe('-0.21');
    const all = sum([...usage, ...focusResidue(reconciliation)]) + (parseUsd(keptApart(reconciliation)) ?? 0n);
    expect(usdToDecimal(all)).toBe(reconciliation.totals.invoice_usd);
  });
});

test('a billing period is the months that a charge lies in', () => {
  expect(monthsOf('2026-11-30T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual({
    BillingPeriodStart: '2026-11-01T00:00:00Z',
    BillingPeriodEnd: '2026-12-01T00:00:00Z',
  });
  expect(monthsOf('2026-11-30T22:00:00Z', '2026-12-31T22:00:00Z')).toEqual({
    BillingPeriodStart: '2026-11-01T00:00:00Z',
    BillingPeriodEnd: '2027-01-01T00:00:00Z',
  });
});
