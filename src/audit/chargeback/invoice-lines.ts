// From what is charged to what the sellers bill: residue and credits of the invoices, apart from all teams. The steps are those of reconcile.
import type { ChargebackDocument } from '../../model/chargeback.ts';
import { parseUsd, usdToDecimal } from '../../model/money.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';

type Invoice = NonNullable<ChargebackDocument['invoice']>;

/** total - not_invoiced + lines = invoice, to the last digit. */
export function invoiceOf(totalUsd: string, { bridge, totals, kept_apart: apart }: Reconciliation): Invoice {
  const amount = (text: string): bigint => parseUsd(text) ?? 0n;
  const traced = bridge.reduce((sum, { step, usd }) => (step === 'traced' ? sum + amount(usd) : sum), 0n);
  const residue = bridge.flatMap(({ step, title, usd }): Invoice['lines'] =>
    step === 'traced' || step === 'apart' || amount(usd) === 0n ? [] : [{ kind: 'residue', title, usd }],
  );
  const credits = apart.map(({ title, usd }): Invoice['lines'][number] => ({
    kind: amount(usd) < 0n ? 'credit' : 'charge',
    title,
    usd,
  }));
  return {
    invoice_usd: totals.invoice_usd,
    not_invoiced_usd: usdToDecimal(amount(totalUsd) - traced),
    lines: [...residue, ...credits],
  };
}
