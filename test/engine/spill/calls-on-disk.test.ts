// What budgets and a policy say of calls that were kept on disk is what they say of calls in memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { reportOf } from '../../../src/audit/audit.ts';
import { type BudgetCall, budgetCallKey, compareBudgetCalls } from '../../../src/audit/budgets/budget-calls.ts';
import { compilePolicy } from '../../../src/audit/policy/compile-policy.ts';
import { startAudit } from '../../../src/audit/start-audit.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import { callsOnDisk } from '../../../src/engine/spill/calls-on-disk.ts';
import { oneUsd } from '../../../src/model/money.ts';
import { compareText } from '../../../src/model/place.ts';
import { policySchema } from '../../../src/model/policy.ts';
import { utc } from '../../../src/model/zone.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { hold, settings as plain } from '../../laws/law.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'calls-on-disk-'));
afterAll(() => rmSync(directory, { recursive: true }));

const terms = { usd: oneUsd / 1000n, window: 'day', zone: utc } as const;
const budgets = { rules: ['owner_team', 'model'].map((field) => ({ match: [[field, '*'] as const], ...terms })) };
const policy = compilePolicy(
  policySchema.parse({
    rules: [
      { rule: 'required-fields', fields: ['owner_team', 'feature'] },
      { rule: 'over-budget' },
      { rule: 'request-cap', by: 'virtual_key', per_minute: 1 },
    ],
  }),
  undefined,
  budgets,
);
const settings = { ...plain, budgets, policy };

it('the report is the same', async () => {
  await hold(fc.tuple(anyLog, fc.nat(300)), 60, async ([lines, most]) => {
    const { events, inputs } = await readInputs(inputsOfLines(lines));
    const log = callsOnDisk(directory, most);
    try {
      const [held, kept] = [startAudit(settings), startAudit(settings, { log })];
      for (const sums of [held, kept]) sums.add(events);
      const report = reportOf([held.summed()], inputs, settings);
      expect(report.enforcement?.judged.calls).toBe(report.totals.calls);
      expect(reportOf([kept.summed()], inputs, settings, log)).toEqual(report);
    } finally {
      log.close();
    }
  });
});

it('keys have the order of calls', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '~', ' '), maxLength: 2 });
  const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(some, { nil: undefined });
  const place = fc.record(
    {
      source: text,
      line: fc.constant(1),
      offset: fc.nat(20),
      format: fc.constant('event'),
      member: text,
      pointer: text,
    },
    { requiredKeys: ['source', 'line', 'offset', 'format'] },
  );
  const call: fc.Arbitrary<BudgetCall> = fc.record({
    key: text,
    trace_id: maybe(text),
    place,
    start: maybe(fc.bigInt({ min: -2n, max: 20n })),
    usd: fc.constant(0n),
    budgets: fc.constant([]),
  });
  fc.assert(
    fc.property(call, call, (a, b) => {
      expect(compareText(budgetCallKey(a), budgetCallKey(b))).toBe(Math.sign(compareBudgetCalls(a, b)));
    }),
    { numRuns: 2000 },
  );
});
