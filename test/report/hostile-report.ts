// A report made to do harm: escapes, markup, bidi overrides, endless names, and figures no ledger should hold.
import { type AuditReport, reportSchema } from '../../src/model/report.ts';
import { fullReport } from './full-report.ts';

export const payloads = [
  '\u001b[31mred\u001b[0m \u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007',
  '<script>alert("x")</script>&<img src=x onerror=alert(1)>',
  'invoice\u202Egnp.exe\u2066 and \u200Bsupport\u200D\uFEFF',
  'first\nsecond\r\n\tthird\u0000\u007f\u009b2J\u2028end',
  '支持平台 ยินดี العربية 👩‍💻🇩🇪 e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  'x'.repeat(700),
  `${'very/long/path/'.repeat(30)}file.jsonl`,
  "=cmd|'/C calc'!A0 $(rm -rf /) `id` \"; drop",
  '__proto__',
  '\ud800 lone',
  '',
] as const;

const hugeAmounts = [
  '123456789012345678901234567890.123456789012345678',
  '0.000000000000000001',
  '-999999999999.995',
  '0.9999999',
] as const;

/** Every free string of a document replaced, in turn, by a payload; every amount by an extreme one. */
export function spoil(report: AuditReport, texts: readonly string[], amounts: readonly string[]): AuditReport {
  let next = 0;
  const pick = (list: readonly string[]): string => list[next++ % list.length] ?? '';
  const ours =
    'schema_version name mode basis verdict kind severity unit grade need state authority level window as_of_from';
  const kept = new Set(ours.split(' '));
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (/usd(?:_per_day)?$/.test(key)) return pick(amounts);
      return kept.has(key) || (key === 'id' && /^Q\d$/.test(value)) ? value : pick(texts);
    }
    if (Array.isArray(value)) return value.map((item: unknown) => walk(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
  };
  return reportSchema.parse(walk(report, ''));
}

export const hostileReport = spoil(
  {
    ...fullReport,
    ledger: { ...fullReport.ledger, records: Number.MAX_SAFE_INTEGER },
    totals: { ...fullReport.totals, calls: Number.MAX_SAFE_INTEGER },
  },
  payloads,
  hugeAmounts,
);
