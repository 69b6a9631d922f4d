import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InputFile } from '../../src/engine/input-file.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { readRateCard } from '../../src/pricing/rate-card-file.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { inputOf } from '../generate/in-memory.ts';
import { monthCard, monthOf } from '../generate/month.ts';
import { random } from '../generate/random.ts';
import { reportOf } from './law.ts';
import { withoutProvenance, withoutRepeats } from './without-provenance.ts';

const lines = monthOf({ owned: 19_580, ownerless: 2420 }, 20260930);
const rates = compileRates([readRateCard(monthCard, 'larkspur.json')]);
const audit = (files: readonly InputFile[]): Promise<AuditReport> => reportOf(files, { rates });
const file = (name: string, texts: readonly string[]): InputFile => {
  const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
  return inputOf(name, name.endsWith('.gz') ? gzipSync(bytes) : bytes);
};

describe('a month of $22,000, 11 % of it without an owner', () => {
  let whole: AuditReport;
  beforeAll(async () => {
    whole = await audit([file('month.jsonl', lines)]);
  });

  it('reports exactly $2,420 unattributed', () => {
    const { totals, coverage, unattributed } = whole;
    expect(totals).toMatchObject({ spend_usd: '22000', calls: lines.length, unpriced_calls: 0, lower_bound: false });
    expect(coverage.unattributed).toMatchObject({ usd: '2420', pct: 11 });
    expect(coverage.proven).toMatchObject({ usd: '19580', pct: 89 });
    expect(coverage.recoverable).toMatchObject({ usd: '0', calls: 0 });
    expect(unattributed.by_cause.map(({ cause, usd }) => [cause, usd])).toEqual([['never-set', '2420']]);
    expect(coverage.by_day).toHaveLength(30);
  });

  it('is told from every kind of log', () => {
    const [input] = whole.generated_from.inputs;
    expect(Object.keys(input?.formats ?? {}).sort()).toEqual([
      'bifrost-log',
      'event',
      'litellm-spend-log',
      'otlp-json',
    ]);
    expect(lines.length).toBeGreaterThan(1500);
  });

  it('says the same when the records are shuffled, split over seven files, some gzipped, and one is given twice', async () => {
    const chance = random(7);
    const parts = Array.from({ length: 7 }, (): string[] => []);
    const drawn = lines.map((line) => [chance.int(1_000_000_000), line] as const).sort(([a], [b]) => a - b);
    for (const [number, [, line]] of drawn.entries()) parts[number % 7]?.push(line);
    const files = parts.map((texts, number) => file(`part-${number}.jsonl${number % 3 === 0 ? '.gz' : ''}`, texts));
    const [again] = files.slice(3, 4);
    const split = await audit([...files, ...(again ? [again] : [])]);
    expect(withoutProvenance(withoutRepeats(split))).toEqual(withoutProvenance(withoutRepeats(whole)));
    const repeated = parts[3]?.length;
    expect(split.excluded.find(({ reason }) => reason === 'duplicate')?.records).toBe(repeated);
    expect(split.ledger.events).toBe(lines.length + (repeated ?? 0));
  });
});
