// The 25 defects known from other tools, each told by a finding of ours; findings.test.ts holds every one against its hit and quiet sample.
import { describe, expect, it } from 'vitest';
import { findings } from '../../src/audit/findings/index.ts';
import { auditSample, samplesFolder } from './finding-samples.ts';

const defects: Readonly<Record<string, readonly string[]>> = {
  cache_double_count: ['price/cache-counted-twice'],
  cache_subtracted_twice: ['price/cache-subtracted-twice'],
  cache_discount_missing: ['price/cache-discount-missing'],
  cache_write_missing: ['price/cache-write-missing'],
  cache_ttl_collapsed: ['price/cache-ttl-collapsed'],
  reasoning_dropped: ['price/reasoning-dropped', 'price/reasoning-counted-twice'],
  tier_ignored: ['price/tier-ignored', 'price/other-tier'],
  batch_ignored: ['price/batch-ignored', 'price/discount-twice'],
  fallback_priced_as_requested: ['price/requested-model'],
  long_context_ignored: ['price/long-context-misapplied'],
  aggregate_repriced_as_one_call: ['price/aggregate-as-call'],
  geo_premium_ignored: ['price/geo-premium'],
  residency_uplift_ignored: ['price/residency-uplift'],
  azure_base_model_unknown: ['price/deployment-unmapped'],
  seller_mismatch: ['price/other-seller', 'price/neighbour-model'],
  unknown_model_priced_by_default: ['price/unknown-model-priced', 'price/zero-logged'],
  repriced_history: ['price/repriced-history'],
  stale_or_future_card: ['price/stale-rate', 'price/card-older-than-call'],
  stream_usage_missing: ['price/usage-missing', 'price/stream-output-implausible'],
  duplicate_usage_rows: ['trace/duplicate-record', 'trace/streaming-partial'],
  tool_fee_missing: ['price/tool-fee-missing', 'price/tool-fee-wrong'],
  byok_zero_cost: ['price/own-key-fee-only', 'price/upstream-counted-twice'],
  partial_cost_override: ['price/partial-cost'],
  unit_slip: ['price/unit-slip'],
};

describe('a defect known from other tools', () => {
  it.each(Object.entries(defects))('%s is told', async (_, codes) => {
    for (const code of codes) {
      expect(findings.map((finding) => finding.code)).toContain(code);
      const [hit, quiet] = [
        await auditSample(`${samplesFolder}${code}/hit`),
        await auditSample(`${samplesFolder}${code}/quiet`),
      ];
      expect(hit.raised.map((raised) => raised.code)).toContain(code);
      expect(quiet.raised.map((raised) => raised.code)).not.toContain(code);
    }
  });

  it('float_noise and rounded_claim are no findings: the drift of rounding is summed instead', async () => {
    const { raised, report } = await auditSample(`${samplesFolder}price/mismatch/quiet`);
    expect(raised.filter(({ code }) => code.startsWith('price/'))).toEqual([]);
    // 0.00077 - 0.000768; the residue of the float is below 10^-18.
    expect(report.repricing.rounding_usd).toBe('0.000002');
  });
});
