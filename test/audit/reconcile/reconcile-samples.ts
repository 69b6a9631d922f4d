// The samples of reconcile: samples/reconcile/<case>/, read like any input and held against each other with the fixed prices beside them.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tracesInShares } from '../../../src/audit/audit-traces.ts';
import { openReconciliation, type ReconcileOptions, type Sides } from '../../../src/audit/reconcile/reconcile.ts';
import type { AuditSettings, InputSummary } from '../../../src/audit/settings.ts';
import type { InputFile } from '../../../src/engine/input-file.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import type { Event } from '../../../src/model/event.ts';
import type { Reconciliation } from '../../../src/model/reconciliation.ts';
import { readRateCard } from '../../../src/pricing/rate-card-file.ts';
import { compileRates } from '../../../src/pricing/rates.ts';
import { sampleSettings } from '../finding-samples.ts';

export const samples = fileURLToPath(new URL('../../../samples/', import.meta.url));
const card = readRateCard(JSON.parse(readFileSync(`${samples}reconcile/rates.json`, 'utf8')), 'rates.json');
export const settings = { ...sampleSettings, rates: compileRates([card]) };
export const options: ReconcileOptions = { policy: 'exception-bucket', tolerance_pct: 1, flag_pct: 2 };

export const inMemory = (name: string, text: string): InputFile => ({
  name,
  async *open() {
    yield new TextEncoder().encode(text);
  },
});

export function reconcile(
  events: Sides<readonly Event[]>,
  inputs: Sides<readonly InputSummary[]>,
  by: AuditSettings,
  how: ReconcileOptions,
): Reconciliation {
  const held = openReconciliation(events.invoices, by);
  for (const audited of tracesInShares(events.traces, by)) held.see(audited);
  return held.finish(inputs, how);
}

export async function reconcileFiles(
  invoiceFiles: readonly InputFile[],
  callFiles: readonly InputFile[],
  more: Partial<ReconcileOptions> = {},
  by: AuditSettings = settings,
): Promise<Reconciliation> {
  const [invoices, traces] = [await readInputs(invoiceFiles), await readInputs(callFiles)];
  return reconcile(
    { invoices: invoices.events, traces: traces.events },
    { invoices: invoices.inputs, traces: traces.inputs },
    by,
    { ...options, ...more },
  );
}

/** calls.* are the calls, everything else of the folder an invoice. */
export function reconcileSample(name: string, more: Partial<ReconcileOptions> = {}): Promise<Reconciliation> {
  const folder = `${samples}reconcile/${name}`;
  const files = readdirSync(folder).map((file) => inMemory(file, readFileSync(`${folder}/${file}`, 'utf8')));
  const isCalls = (file: InputFile): boolean => file.name.startsWith('calls.');
  return reconcileFiles(
    files.filter((file) => !isCalls(file)),
    files.filter(isCalls),
    more,
  );
}

/** The cause tree as rows: cause, where, amount. */
export function causesOf({
  causes,
}: Reconciliation): readonly (readonly [cause: string, place: string, usd: string])[] {
  return causes.flatMap((group) =>
    group.causes.flatMap(({ cause, places }) =>
      places.map(({ model, class: meter, logged_as, units, usd }) => {
        const classes = [...(logged_as === null ? [] : [logged_as]), ...(meter === null ? [] : [meter])].join(' to ');
        return [cause, [model, String(units), classes].filter((text) => text !== '').join(' '), usd] as const;
      }),
    ),
  );
}

export const bridgeOf = ({ bridge }: Reconciliation): Readonly<Record<string, string>> =>
  Object.fromEntries(bridge.filter(({ usd }) => usd !== '0').map(({ step, usd }) => [step, usd]));
