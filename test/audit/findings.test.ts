// Findings: each is raised by its hit sample exactly as its golden file says, and never by its quiet sample.
import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { findings } from '../../src/audit/findings/index.ts';
import type { InputSummary } from '../../src/audit/settings.ts';
import type { MappingNote } from '../../src/model/event.ts';
import { usdToDecimal } from '../../src/model/money.ts';
import type { Price } from '../../src/model/price.ts';
import type { MappingFault, Restart, TraceFault } from '../../src/model/trace.ts';
import { auditSample, type Raised, samplesFolder } from './finding-samples.ts';

const codes = findings.map(({ code }) => code);

describe('the list', () => {
  it('has every code once', () => {
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('has a hit and a quiet sample for each, and no sample of anything else', () => {
    const folders = (under: string): string[] =>
      readdirSync(`${samplesFolder}${under}`, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [`${under}${entry.name}`] : [],
      );
    const kinds = folders('')
      .flatMap((family) => folders(`${family}/`))
      .flatMap((slug) => folders(`${slug}/`));
    expect(kinds.sort()).toEqual(codes.flatMap((code) => [`${code}/hit`, `${code}/quiet`]).sort());
  });

  it('names the stage it speaks about', () => {
    expect([...new Set(codes.map((code) => code.split('/')[0]))]).toEqual([
      'input',
      'contract',
      'registry',
      'trace',
      'price',
      'policy',
      'coverage',
      'budget',
    ]);
  });
});

describe('every fact has a finding that tells it', () => {
  const notes: Readonly<Record<MappingNote['kind'], string>> = {
    'null-like-id': 'trace/id-null-like',
    'decimal-id': 'trace/id-decimal',
    'reshaped-id': 'trace/id-reshaped',
    'personal-data': 'contract/personal-data',
    secret: 'contract/secret',
    'bad-amount': 'price/bad-amount',
    'bad-count': 'price/bad-count',
    'bad-time': 'price/bad-time',
    'zero-cost-with-usage': 'price/zero-logged',
    'several-owners': 'contract/several-owners-on-record',
    'usage-semantics-conflict': 'price/usage-conflict',
    'usage-ambiguous': 'price/usage-ambiguous',
    'several-requests': 'price/tier-without-rate',
    'cache-ttl-unknown': 'price/cache-lifetime-unknown',
    encrypted: 'contract/owner-encrypted',
  };
  const faults: Readonly<Record<TraceFault['kind'], string>> = {
    orphan: 'trace/orphan',
    cycle: 'trace/cycle',
    'too-deep': 'trace/too-deep',
    'clock-skew': 'trace/clock-skew',
    'unstitched-restart': 'trace/unlinked-restart',
    'ambiguous-link': 'trace/ambiguous-link',
    'possible-duplicate': 'trace/possible-duplicate',
    'constant-id': 'trace/id-constant',
  };
  const restarts: Readonly<Record<Restart['how'], string>> = {
    'span-link': 'trace/restarted',
    'shared-request-id': 'trace/restarted',
    'same-call': 'trace/restarted',
    'truncated-id': 'trace/id-truncated',
    'decimal-id': 'trace/id-decimal',
    'session-id': 'trace/session-as-trace-id',
  };
  const unpriced: Readonly<Record<Extract<Price, { kind: 'unpriced' }>['why'], string>> = {
    'no usage': 'price/usage-missing',
    'bad count': 'price/bad-count',
    'no model': 'price/model-missing',
    'no seller': 'price/unknown-seller',
    'unknown model': 'price/unknown-model',
    'not on sale then': 'price/not-on-sale',
    'tier without a rate': 'price/tier-without-rate',
    'class without a rate': 'price/class-without-rate',
  };
  const problems: Readonly<Record<InputSummary['problems'][number]['kind'], string>> = {
    rejected: 'input/record-rejected',
    part: 'input/part-rejected',
    skipped: 'input/record-passed-over',
    unreadable: 'input/unreadable',
  };

  const mappings: Readonly<Record<MappingFault['kind'], string>> = {
    'unknown-team': 'registry/unknown-team',
    'closed-team': 'registry/closed-team',
    'equal-rules': 'registry/equal-rules',
    'contradicting-identities': 'registry/contradicting-identities',
    'owner-differs': 'registry/owner-differs',
  };

  it.each([mappings, notes, faults, restarts, unpriced, problems].flatMap((table) => Object.entries(table)))(
    '%s by %s',
    (_, code) => {
      expect(codes).toContain(code);
    },
  );
});

describe('the texts', () => {
  /** A new verb is added here when it is one. */
  const imperatives =
    /^(?:Add|Ask|Carry|Check|Compare|Continue|Correct|Decide|Decrypt|Export|Fetch|Forward|Give|Leave|Let|Log|Look|Make|Put|Remove|Repair|Revoke|Send|Set|Split|Synchronise|Work|Write) /;

  it.each(findings)('$code says what is wrong, why it matters and what to do', ({ title, why, fix }) => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(title.length).toBeLessThanOrEqual(60);
    expect(why).toMatch(/^[A-Z"].*\.$/);
    expect(fix).toMatch(imperatives);
    expect(fix).toMatch(/\.$/);
  });
});

describe.each(findings)('$code', ({ code }) => {
  test('is raised by its hit sample', async () => {
    const { raised } = await auditSample(`${samplesFolder}${code}/hit`);
    const own = raised.filter((one) => one.code === code);
    expect(own.length).toBeGreaterThan(0);
    for (const { occurrence } of own) expect(changingParts(occurrence)).toBe('');
    await expect(golden(own, raised)).toMatchFileSnapshot(`${samplesFolder}${code}/hit/findings.json`);
  });

  test('is not raised by its quiet sample, nor is any other alarm', async () => {
    const { raised } = await auditSample(`${samplesFolder}${code}/quiet`);
    const alarms = raised.filter((one) => one.code === code || one.severity !== 'note');
    expect(alarms.map((one) => `${one.code}: ${one.occurrence.message}`)).toEqual([]);
  });
});

/** Digits and quoted texts of the message that are not in the evidence. */
function changingParts({ message, evidence }: Raised['occurrence']): string {
  const values = Object.values(evidence)
    .flatMap((value) => [value, ...value.split(', ')])
    .sort((a, b) => b.length - a.length);
  const rest = values.reduce((text, value) => (value === '' ? text : text.replaceAll(value, '')), message);
  return (rest.match(/\d+|"[^"]+"/g) ?? []).join(' ');
}

function golden(own: readonly Raised[], all: readonly Raised[]): string {
  const also = [...new Set(all.filter((one) => !own.includes(one)).map(({ code }) => code))].sort();
  const raised = own.map(({ occurrence }) => {
    const { message, where, trace_id, at_stake, records, evidence } = occurrence;
    return {
      message,
      ...(where ? { where: `${where.source}:${where.line}${where.pointer ?? ''}` } : {}),
      ...(trace_id === undefined ? {} : { trace_id }),
      at_stake: usdToDecimal(at_stake),
      ...(records === undefined ? {} : { records }),
      evidence,
    };
  });
  return `${JSON.stringify({ raised, also }, null, 2)}\n`;
}
