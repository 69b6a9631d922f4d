// A report with an attack on some output in every field: HTML, ANSI, CSV formulas, XML, workflow commands, Markdown, text direction.
import type { AuditReport } from '../../src/model/report.ts';
import { fullReport } from './full-report.ts';
import { spoil } from './hostile-report.ts';

export const attacks = [
  '</script></style></title><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>',
  '" onmouseover="alert(1)" style="background:url(https://evil.example)',
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J',
  '=HYPERLINK("https://evil.example","x")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)',
  '-2+3',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  'a]]><!ENTITY x SYSTEM "file:///etc/passwd">&x;\u0000\u0001\u000b\uffff',
  '::error file=x::boom\n::set-output name=a::b\r\n##[error]boom ##vso[task.setvariable]',
  'first"\n# HELP evil\nevil_metric{a="b"} 1\n',
  '\\" backslash \\',
  '[link](https://evil.example) ![img](https://evil.example/i.png) @everyone #1 <b>x</b> `code` | cell | <!-- x -->',
  '``|`|\\|<img src=x>\\\\|<b>x</b>',
  'invoice\u202Egnp.exe\u2066 \u200Bzero\u200D\uFEFF',
  '\ud800 lone \udfff',
  '__proto__',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on templates
  '{{constructor}} ${1} {0} %0A::error::x %25',
  '',
] as const;

export const attackedReport: AuditReport = (() => {
  const spoiled = spoil(fullReport, attacks, ['1234.5', '-0.000000000000000001', '99999999999999999999.1']);
  const [teams] = Object.values(spoiled.groups);
  return {
    ...spoiled,
    groups: { ...spoiled.groups, ...(teams ? { 'x"><b>{y}\n::error::z': teams } : {}) },
    findings: [
      ...spoiled.findings,
      ...attacks.map((text, i) => ({
        code: text,
        severity: (['error', 'warning', 'note'] as const)[i % 3] ?? 'note',
        count: 1,
        usd: String(i),
        message: text,
        help: text,
        examples: [{ source: text, line: 0, trace_id: text, message: text }],
      })),
    ],
    breaks: attacks.flatMap((text, i) => {
      const model = spoiled.breaks[i % spoiled.breaks.length];
      const next = attacks[(i + 1) % attacks.length] ?? '';
      return model
        ? [
            {
              ...model,
              from: text,
              to: next,
              field: text,
              example: { ...model.example, source: text, before: text, after: next },
            },
          ]
        : [];
    }),
  };
})();
