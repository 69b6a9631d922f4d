// The shop's calls against its bills: total, residue and credits are the invoice, to the last digit.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { auditTraces } from '../../../src/audit/audit-traces.ts';
import { openChargeback } from '../../../src/audit/chargeback/build-chargeback.ts';
import { invoiceOf } from '../../../src/audit/chargeback/invoice-lines.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { sortTexts } from '../../../src/engine/spill/sort-texts.ts';
import { parseUsd } from '../../../src/model/money.ts';
import { inputOf } from '../../generate/in-memory.ts';
import { settings } from '../../laws/law.ts';
import { reconcile } from '../reconcile/reconcile-samples.ts';

const shop = fileURLToPath(new URL('../../../samples/shop/', import.meta.url));
const filesOf = (folder: string, kind: RegExp) =>
  readdirSync(`${shop}${folder}`)
    .filter((name) => kind.test(name))
    .map((name) => inputOf(name, readFileSync(`${shop}${folder}${name}`)));
const amount = (text: string): bigint => parseUsd(text) ?? 0n;

test('total less what is not invoiced, residue and credits are the invoice', async () => {
  const calls = await readInputs(filesOf('', /\.jsonl$/));
  for (const kind of [/./, /^openai/]) {
    const bills = await readInputs(filesOf('invoices/', kind));
    const charged = openChargeback(
      {
        rules: [],
        group_by: [],
        filters: new Map(),
        bucket: { owner: null, sla_days: null },
        tool_version: '0.0.0',
      },
      () => sortTexts(''),
    );
    for (const trace of auditTraces(calls.events, settings)) charged.see(trace.calls);
    const { totals } = charged.finish();
    const invoice = invoiceOf(
      totals.total_usd,
      reconcile(
        { invoices: bills.events, traces: calls.events },
        { invoices: bills.inputs, traces: calls.inputs },
        settings,
        { policy: 'exception-bucket', tolerance_pct: 1, flag_pct: 2 },
      ),
    );
    const lines = invoice.lines.reduce((sum, { usd }) => sum + amount(usd), 0n);
    expect(amount(totals.total_usd) - amount(invoice.not_invoiced_usd) + lines).toBe(amount(invoice.invoice_usd));
    expect(amount(invoice.not_invoiced_usd) > 0n).toBe(kind.source !== '.');
    expect(invoice.lines.length).toBeGreaterThan(0);
  }
});
