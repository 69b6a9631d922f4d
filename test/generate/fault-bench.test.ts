import { describe, expect, it } from 'vitest';
import { findings } from '../../src/audit/findings/index.ts';
import { mismatchCodes } from '../../src/audit/findings/mismatches.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';
import { listRates } from '../pricing/bundled-list.ts';
import type { Expected, ExpectedPlace, Fault } from './fault.ts';
import { isFlawless, runFaultBench } from './fault-bench.ts';
import { faults } from './faults.ts';
import { healthyPlan } from './healthy-plan.ts';
import { random } from './random.ts';

const rules = { contract: defaultContract(), rates: listRates };
const seed = 20261121;

it(`names every fault with kind and place and raises no false alarm (700 traces, seed ${seed})`, async () => {
  const result = await runFaultBench(700, seed, rules, faults);
  expect(result.misses).toEqual([]);
  expect(isFlawless(result)).toBe(true);
  expect(result.rows.map(({ fault }) => fault)).toEqual(faults.map(({ name }) => name));
});

describe('the bench itself can fail', () => {
  const few = 2 * faults.length;

  it('finds no kind of fault in plans that were left healthy', async () => {
    const unharmed = changed(({ inject, ...fault }) => ({
      ...fault,
      inject: (plan, chance) => inject(structuredClone(plan), chance),
    }));
    const { rows, misses } = await runFaultBench(few, seed, rules, unharmed);
    expect(rows.filter(({ kind_found }) => kind_found > 0)).toEqual([]);
    expect(misses.length).toBeGreaterThan(0);
  });

  it('misses a fault that shows in other evidence or at another component than it should', async () => {
    const elsewhere = (place: ExpectedPlace): ExpectedPlace => ({
      ...place,
      evidence: { ...place.evidence, ...Object.fromEntries(lastEvidence(place)) },
      ...(place.component === undefined ? {} : { component: 'nobody' }),
    });
    const lying = changed(({ inject, ...fault }) => ({
      ...fault,
      inject: (plan, chance): Expected => {
        const { code, places } = inject(plan, chance);
        return { code, places: places.map(elsewhere) };
      },
    }));
    const result = await runFaultBench(few, seed, rules, lying);
    expect(result.rows.filter(({ place_found, astray, traces }) => place_found > 0 || astray < traces)).toEqual([]);
    expect(isFlawless(result)).toBe(false);
  });

  it('counts what healthy traces raise', async () => {
    const strict = { ...rules, contract: { ...rules.contract, judge: () => everythingMissing } };
    const { false_alarms } = await runFaultBench(20, seed, strict, faults);
    expect(Object.keys(false_alarms)).toContain('contract/field-missing');
  });
});

it('plans are made again from their seed', () => {
  const again = (): unknown => healthyPlan('x', 'litellm', random(7));
  expect(again()).toEqual(again());
});

it('lists the findings about traces and calls that no fault tries', () => {
  const tried = new Set(faults.map((fault) => fault.inject(planFor(fault), random(1)).code));
  const asked = findings.filter(({ check, checkTrace }) => check !== undefined || checkTrace !== undefined);
  const codes = asked.map(({ code }) => code);
  // Each wrong formula has a hit and a quiet case in test/pricing/compare-causes.test.ts.
  const formulas = new Set(Object.values(mismatchCodes));
  expect(codes.filter((code) => !tried.has(code) && !formulas.has(code))).toEqual([
    'contract/owner-encrypted',
    'registry/unknown-team',
    'registry/closed-team',
    'registry/equal-rules',
    'registry/contradicting-identities',
    'registry/owner-differs',
    'trace/bypass-unmeasured',
    'trace/gateway-bypassed',
    'trace/too-deep',
    'trace/id-constant',
    'price/deployment-unmapped',
    'price/unknown-model-priced',
    'price/card-older-than-call',
    'price/stream-output-implausible',
    'price/not-on-sale',
    'price/usage-ambiguous',
  ]);
});

const changed = (change: (fault: Fault) => Fault): Fault[] => faults.map(change);
const everythingMissing = { missing: ['owner_team'], invalid: [], not_recommended: [] };
const planFor = ({ styles, wanted }: Fault) => healthyPlan('x', styles[0] ?? 'event', random(1), wanted);
const lastEvidence = ({ evidence = {} }: ExpectedPlace) =>
  Object.keys(evidence)
    .slice(-1)
    .map((key) => [key, 'nothing']);
