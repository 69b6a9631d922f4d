import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditTrace } from '../../src/audit/audit-trace.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { parseUsd } from '../../src/model/money.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { anyLog, healthyPart, inputsOfLines, log, recordLine } from '../generate/arbitrary-log.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { hold, reportOf, settings } from './law.ts';

it('a call has a price, a logged cost, or is counted as unpriced; never is it free for want of knowledge', async () => {
  await hold(anyLog, 60, async (lines) => {
    const files = inputsOfLines(lines);
    const { events } = await readInputs(files);
    const calls = buildTraces(events).flatMap((trace) => auditTrace(trace, settings).calls);
    for (const { call, cost, price } of calls) {
      const { usage, logged_cost_usd: logged } = call.metering;
      const counted = Object.values(usage ?? {}).some((count) => count > 0);
      if (cost.basis === 'repriced') expect({ price: price.kind, usage }).toMatchObject({ price: 'priced', usage: {} });
      if (cost.basis === 'logged') expect(cost.usd).toBe(logged);
      if (cost.basis === 'unpriced')
        expect({ usd: cost.usd, known: (logged ?? 0n) > 0n }).toEqual({ usd: 0n, known: false });
      expect(cost.usd).toBeGreaterThanOrEqual(0n);
      if (price.kind === 'priced' && price.usd === 0n && counted)
        expect(price.lines.every(({ rate, count }) => rate === 0n || count === 0)).toBe(true);
    }
    const unpriced = calls.filter(({ cost }) => cost.basis === 'unpriced').length;
    const { totals, findings } = await reportOf(files);
    expect(totals.by_basis.unpriced).toEqual({ calls: unpriced, usd: '0' });
    expect(totals).toMatchObject({ unpriced_calls: unpriced, lower_bound: unpriced > 0 });
    expect(findings.some(({ code }) => code === 'coverage/lower-bound')).toBe(unpriced > 0);
  });
});

const unknown = fc.constantFrom(
  { model: 'larkspur-house-7b', provider: 'acme', usage: { input: 900, output: 90 } },
  { model: 'gpt-4.1', provider: 'openai', streamed: true },
  { model: 'claude-sonnet', provider: 'anthropic', usage: { input: 900, output: 90 } },
  { model: 'gpt-4.1', provider: 'openai', usage: { input: 900, pages: 3 } },
  { provider: 'openai', usage: { input: 900, output: 90 } },
);

it('calls without a known price add to the count of unpriced calls and nothing to the spend', async () => {
  await hold(fc.tuple(log(healthyPart), fc.array(unknown, { maxLength: 6 })), 30, async ([lines, calls]) => {
    const extra = calls.map((call, number) =>
      recordLine('unknown.jsonl', {
        hop: 'provider',
        trace_id: `u${number}`,
        provider_request_id: `u-${number}`,
        ...call,
      }),
    );
    const [without, report] = [
      await reportOf(inputsOfLines(lines)),
      await reportOf(inputsOfLines([...lines, ...extra])),
    ];
    expect(without.totals).toMatchObject({ unpriced_calls: 0, lower_bound: false });
    expect(report.totals).toMatchObject({ unpriced_calls: calls.length, lower_bound: calls.length > 0 });
    expect(report.totals.calls).toBe(without.totals.calls + calls.length);
    expect(report.totals.spend_usd).toBe(without.totals.spend_usd);
  });
});

it('a percentage is that of its two numbers, and there is none where there is no whole', async () => {
  await hold(anyLog, 60, async (lines) => expectShares(await reportOf(inputsOfLines(lines))));
});

function expectShares({ totals, coverage, groups, questions, repair_plan }: AuditReport): void {
  const spend = parseUsd(totals.spend_usd) ?? 0n;
  const calls = BigInt(totals.calls);
  const bySpend = coverage.basis === 'spend';
  expect(bySpend).toBe(spend > 0n);
  for (const part of [coverage.proven, coverage.recoverable, coverage.unattributed]) {
    expectShare(part.pct, bySpend ? (parseUsd(part.usd) ?? 0n) : BigInt(part.calls), bySpend ? spend : calls);
    expectShare(part.calls_pct, BigInt(part.calls), calls);
  }
  expect(coverage.score).toBe(coverage.proven.pct);
  for (const field of Object.values(coverage.fields)) {
    expectShare(field.spend_pct, parseUsd(field.usd) ?? 0n, spend);
    expectShare(field.calls_pct, BigInt(field.calls), calls);
  }
  for (const { score, proven_usd, usd } of coverage.by_day) {
    const whole = parseUsd(usd) ?? 0n;
    if (whole === 0n) expect(score).not.toBeNull();
    else expectShare(score, parseUsd(proven_usd) ?? 0n, whole);
  }
  for (const rows of Object.values(groups))
    for (const { share_pct, usd } of rows) expectShare(share_pct, parseUsd(usd) ?? 0n, spend);
  for (const { id, value_pct, evidence } of questions) {
    const [, passed, measured] = /^(\d+) of (\d+) calls$/.exec(evidence) ?? [];
    if (id === 'Q7') expect(value_pct).toBe(coverage.unattributed.pct);
    else expectShare(value_pct, BigInt(passed ?? 0), BigInt(measured ?? 0));
  }
  let [provenUsd, provenCalls] = [parseUsd(coverage.proven.usd) ?? 0n, BigInt(coverage.proven.calls)];
  for (const { coverage_before, coverage_after, usd, calls: freed } of repair_plan) {
    expectShare(coverage_before, bySpend ? provenUsd : provenCalls, bySpend ? spend : calls);
    provenUsd += parseUsd(usd) ?? 0n;
    provenCalls += BigInt(freed);
    expectShare(coverage_after, bySpend ? provenUsd : provenCalls, bySpend ? spend : calls);
  }
}

/** Shares have six decimals, and are 0 or 100 only where they are: what would be rounded onto an end stands beside it. */
function expectShare(share: number | null, part: bigint, whole: bigint): void {
  if (whole === 0n) {
    expect({ share, part, whole }).toEqual({ share: null, part, whole });
    return;
  }
  expect(share).not.toBeNull();
  const millionths = BigInt(Math.round((share ?? 0) * 1_000_000));
  const distance = sizeOf(millionths * whole - part * 100_000_000n);
  const isAt = (...ends: readonly bigint[]): boolean => ends.includes(millionths);
  const most = isAt(0n, 100_000_000n) ? 0n : isAt(1n, 99_999_999n) ? sizeOf(whole) * 2n : sizeOf(whole);
  expect({ share, part, whole, off: distance * 2n > most }).toEqual({ share, part, whole, off: false });
}

const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
