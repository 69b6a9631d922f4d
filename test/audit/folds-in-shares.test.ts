// Whoever sums up traces takes their calls some at a time: nobody asks for the whole of one, which may have a million.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { auditFacts, auditShares } from '../../src/audit/audit-trace.ts';
import { billedCalls } from '../../src/audit/audit-traces.ts';
import type { TraceInShares } from '../../src/audit/audited.ts';
import { openChargeback } from '../../src/audit/chargeback/build-chargeback.ts';
import { openPeriod, openSplit } from '../../src/audit/compare/open-period.ts';
import { openTop } from '../../src/audit/explain-top.ts';
import { openFocus } from '../../src/audit/focus-rows.ts';
import { openSuggestions } from '../../src/audit/open-suggestions.ts';
import { openQuickAudit } from '../../src/audit/quick-audit.ts';
import { openReconciliation } from '../../src/audit/reconcile/reconcile.ts';
import { openSwap } from '../../src/audit/reprice/swap.ts';
import type { AuditSettings } from '../../src/audit/settings.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { sortTexts } from '../../src/engine/spill/sort-texts.ts';
import type { Event } from '../../src/model/event.ts';
import { eachOpenTrace } from '../../src/trace/build-traces.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold, settings } from '../laws/law.ts';

const filtered: AuditSettings = { ...settings, select: ({ cost }) => cost.usd > 1_000_000_000_000_000n };
const noon = BigInt(Date.UTC(2026, 10, 2, 12)) * 1_000_000n;

function* cutTo(most: number, events: readonly Event[], by: AuditSettings): Iterable<TraceInShares> {
  for (const open of eachOpenTrace(events))
    yield {
      ...auditFacts(open.facts, by),
      shares: () => auditShares(open, by, most),
    };
}

interface Fold {
  see(trace: TraceInShares): void;
  finish(): unknown;
}

const inputs = { invoices: [], traces: [] };
const folds: Readonly<Record<string, (by: AuditSettings) => Fold>> = {
  chargeback: (by) => {
    const { see, finish } = openChargeback(
      {
        ...{ rules: [], group_by: ['feature'], filters: new Map(), tool_version: '0.0.0' },
        bucket: { owner: null, sla_days: null },
      },
      () => sortTexts(tmpdir()),
    );
    return {
      see: (trace) => see(billedCalls(trace, by)),
      finish: () => {
        const { units, ...document } = finish();
        return { ...document, units: Object.values(units.by).map((some) => [...some]), users: units.top_users };
      },
    };
  },
  focus: (by) => {
    const { see, finish } = openFocus(sortTexts(tmpdir()));
    return { see: (trace) => see(billedCalls(trace, by)), finish: () => [...finish().rows] };
  },
  reconciliation: (by) => {
    const { see, finish } = openReconciliation([], by);
    return { see, finish: () => finish(inputs, { policy: 'traced-share', tolerance_pct: 1, flag_pct: 2 }) };
  },
  period: (by) => {
    const { see, finish } = openPeriod('all', by);
    return { see, finish: () => finish([]) };
  },
  split: (by) => {
    const { see, finish } = openSplit('noon', ({ call }) => (call.metering.start ?? 0n) >= noon, by);
    return { see, finish: () => finish([]) };
  },
  swap: (by) => openSwap([{ option: 'batch', to: { service_tier: 'batch' } }], by),
  'top calls': (by) => openTop(3, by),
  'quick audit': (by) => openQuickAudit(3, '1', by),
  suggestions: (by) => openSuggestions(by, sortTexts(tmpdir())),
};

test.each(Object.entries(folds))('%s', async (_, open) => {
  await hold(anyLog, 20, async (lines) => {
    const { events } = await readInputs(inputsOfLines(lines));
    for (const by of [settings, filtered]) {
      const [atOnce, oneByOne] = [Number.POSITIVE_INFINITY, 1].map((most) => {
        const { see, finish } = open(by);
        for (const trace of cutTo(most, events, by)) see(trace);
        return finish();
      });
      expect(oneByOne).toEqual(atOnce);
    }
  });
});
