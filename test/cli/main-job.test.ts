// The main job on the built program: what it must say about known requests, to the last digit.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/model/explanation.ts';
import { type AuditReport, reportSchema } from '../../src/model/report.ts';

const bin = fileURLToPath(new URL('../../bin/attrib-audit.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-main-job-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(argv: readonly string[], input = ''): string {
  return execFileSync(process.execPath, [bin, ...argv], { cwd: folder, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

function audit(argv: readonly string[], input?: string): AuditReport {
  return reportSchema.parse(JSON.parse(run([...argv, '--json'], input)));
}

function write(name: string, records: readonly object[]): string {
  writeFileSync(path.join(folder, name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return name;
}

const codes = (report: AuditReport): string[] => report.findings.map(({ code }) => code);

describe('a nested trace pasted between two lines of prose', () => {
  const record =
    '{"trace_id":"tr_9f4c","gateway":{"team":"support-platform","feature":"ticket-triage"},"router":{"provider":"bedrock","model":"anthropic.claude-sonnet"},"worker":{"prompt_tokens":18400,"completion_tokens":2100},"billing_join":null}';
  const pasted = `This is what the gateway logged:\n${record}\nWho pays for it?\n`;
  const report = audit(['-'], pasted);

  it('is one call with its tokens', () => {
    expect(report.totals).toMatchObject({ calls: 1, tokens: { input: 18400, output: 2100 } });
  });

  it('loses owner_team and feature between gateway and router', () => {
    expect(report.breaks.map(({ from, to, field, kind }) => `${field} ${kind} ${from} -> ${to}`).sort()).toEqual([
      'feature dropped gateway -> router',
      'owner_team dropped gateway -> router',
    ]);
  });

  it('is not proven; its owner is recoverable by inheritance, and workflow_id was never present', () => {
    expect(report.coverage).toMatchObject({
      proven: { calls: 0 },
      recoverable: { calls: 1 },
      unattributed: { calls: 0 },
    });
    const [explained] = JSON.parse(run(['explain', 'tr_9f4c', '-', '--json'], pasted)) as Explanation[];
    const fields = new Map(explained?.calls[0]?.fields.map((field) => [field.field, field]));
    expect(fields.get('owner_team')).toMatchObject({ value: 'support-platform', grade: 'inherited' });
    expect(fields.get('workflow_id')).toMatchObject({ value: null, grade: 'none' });
    expect(fields.get('workflow_id')?.cells.map(({ state }) => state)).toEqual(['absent', 'absent', 'absent']);
  });

  it('has an ambiguous model: a band over all candidates and no pick', () => {
    const [explained] = JSON.parse(run(['explain', 'tr_9f4c', '-', '--json'], pasted)) as Explanation[];
    const price = explained?.calls[0]?.price;
    expect(price).toMatchObject({ kind: 'band', usd: null });
    const figures = price?.candidates.map(({ usd }) => usd) ?? [];
    // 18,400 x $3 + 2,100 x $15 per million, the price of Sonnet 3.5 to 4.6; Sonnet 5 is listed at $2 and $10 and makes the low end.
    expect(figures).toContain('0.0867');
    expect(price?.low_usd).toBe('0.0578');
    expect(report.totals).toMatchObject({ spend_usd: '0', unpriced_calls: 1, lower_bound: true });
    expect(codes(report)).toContain('price/ambiguous-model');
  });
});

it('the same request as one complete record is two calls with coverage 100', () => {
  const file = write('complete.jsonl', [
    {
      trace_id: 'tr_9f4c',
      owner_team: 'support-platform',
      workflow_id: 'ticket-triage',
      feature: 'classify',
      tenant_id_hash: 't_88a1',
      user_id_hash: 'u_71bc',
      provider_calls: [
        {
          provider: 'bedrock',
          model: 'anthropic.claude-sonnet',
          provider_request_id: 'br_441',
          prompt_tokens: 18400,
          completion_tokens: 2100,
          cost_usd: 0.091,
        },
        {
          provider: 'openai',
          model: 'gpt-4.1-mini',
          provider_request_id: 'oa_882',
          prompt_tokens: 3200,
          completion_tokens: 480,
          cost_usd: 0.002,
        },
      ],
    },
  ]);
  const report = audit([file]);
  expect(report.totals).toMatchObject({ calls: 2, spend_usd: '0.093048' });
  expect(report.coverage.score).toBe(100);
  const [explained] = JSON.parse(run(['explain', 'oa_882', file, '--json'])) as Explanation[];
  expect(explained?.calls.find(({ key }) => key === 'oa_882')?.price.usd).toBe('0.002048');
});

it('a flat dotted record is repriced exactly and the mismatch names both figures', () => {
  const report = audit([
    write('dotted.jsonl', [
      {
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4.1-mini',
        'gen_ai.usage.input_tokens': 1420,
        'gen_ai.usage.cached_tokens': 900,
        'gen_ai.usage.output_tokens': 386,
        trace_id: '8f9c91a2d7a84d2f91a0b642e1c11230',
        'ai.team_id': 'support-automation',
        estimated_cost_usd: 0.00231,
      },
    ]),
  ]);
  expect(report.totals.spend_usd).toBe('0.0009156');
  expect(report.repricing.mismatches).toMatchObject([{ logged_usd: '0.00231', repriced_usd: '0.0009156' }]);
  const finding = report.findings.find(({ code }) => code === 'price/mismatch');
  expect(finding?.examples[0]?.message).toContain('0.00231');
  expect(finding?.examples[0]?.message).toContain('0.0009156');
});

it('a card of one’s own prices two teams exactly', () => {
  writeFileSync(
    path.join(folder, 'card.json'),
    JSON.stringify({
      id: 'ours',
      rows: [{ seller: 'openai', model: 'house-model', prices: { input: '0.30', output: '1.20' } }],
    }),
  );
  const call = (owner_team: string, input: number, output: number): object => ({
    trace_id: `t-${owner_team}`,
    owner_team,
    provider: 'openai',
    model: 'house-model',
    usage: { input, output },
  });
  const report = audit([
    write('volumes.jsonl', [call('support', 40_000_000, 8_000_000), call('sales', 8_000_000, 18_000_000)]),
    '--rates',
    'card.json',
  ]);
  expect(report.groups.owner_team?.map(({ key, usd }) => [key, usd])).toEqual([
    ['sales', '24'],
    ['support', '21.6'],
  ]);
  expect(report.totals.spend_usd).toBe('45.6');
});

describe('one call in three logs', () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const attribute = (key: string, value: string | number): object => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  });
  const span = (id: string, parent: string, name: string, attributes: object[]): object => ({
    traceId: trace,
    spanId: id,
    parentSpanId: parent,
    name,
    kind: 3,
    startTimeUnixNano: '1788000000000000000',
    endTimeUnixNano: '1788000002000000000',
    attributes,
  });
  const tokens = [attribute('gen_ai.usage.input_tokens', 1000), attribute('gen_ai.usage.output_tokens', 100)];
  const otlp = {
    resourceSpans: [
      {
        resource: { attributes: [attribute('service.name', 'support-api')] },
        scopeSpans: [
          {
            scope: { name: 'sdk' },
            spans: [
              span('00f067aa0ba902b7', '', 'invoke_agent planner', [
                attribute('gen_ai.operation.name', 'invoke_agent'),
                attribute('owner_team', 'support'),
                ...tokens,
              ]),
              span('00f067aa0ba902b8', '00f067aa0ba902b7', 'chat', [
                attribute('gen_ai.operation.name', 'chat'),
                attribute('gen_ai.provider.name', 'aws.bedrock'),
                attribute('gen_ai.request.model', 'global.anthropic.claude-haiku-4-5-20251001-v1:0'),
                attribute('gen_ai.response.id', 'b2c3d4e5-0000-4000-8000-1234567890ab'),
                attribute('owner_team', 'support'),
                ...tokens,
              ]),
            ],
          },
        ],
      },
    ],
  };
  const row = {
    request_id: 'b2c3d4e5-0000-4000-8000-1234567890ab',
    call_type: 'acompletion',
    api_key: '',
    spend: 0.0015,
    prompt_tokens: 1000,
    completion_tokens: 100,
    total_tokens: 1100,
    startTime: '2026-08-29T10:40:00Z',
    endTime: '2026-08-29T10:40:02Z',
    model: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    custom_llm_provider: 'bedrock',
    request_tags: [],
    metadata: { spend_logs_metadata: { workflow_id: 'triage', feature: 'classify' } },
  };
  const invocation = {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-08-29T10:40:01Z',
    accountId: '111122223333',
    region: 'us-east-1',
    requestId: 'b2c3d4e5-0000-4000-8000-1234567890ab',
    operation: 'Converse',
    modelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    input: { inputTokenCount: 1000 },
    output: { outputTokenCount: 100 },
  };
  const files = (): string[] => [
    write('app.otlp.jsonl', [otlp]),
    write('litellm.jsonl', [row]),
    write('bedrock.jsonl', [invocation]),
  ];

  it('counts once, with three sources as evidence; the agent span above it adds nothing', () => {
    const report = audit(files());
    expect(report.totals).toMatchObject({ calls: 1, spend_usd: '0.0015' });
    expect(report.excluded.map(({ reason, records }) => [reason, records])).toEqual(
      expect.arrayContaining([
        ['parent sum', 1],
        ['same call in another log', 2],
      ]),
    );
    expect(report.coverage.proven.calls).toBe(1);
    const [explained] = JSON.parse(run(['explain', trace, ...files(), '--json'])) as Explanation[];
    expect(explained?.calls[0]?.sightings.map(({ format }) => format)).toEqual([
      'bedrock-invocation',
      'litellm-spend-log',
      'otlp-json',
    ]);
  });

  it('a gateway row with a session id only is unattributed', () => {
    const { metadata: _metadata, ...bare } = row;
    const report = audit([write('widget.jsonl', [{ ...bare, session_id: 'chat_177', metadata: {} }])]);
    expect(report.coverage.unattributed.calls).toBe(1);
    expect(report.unattributed.by_cause.map(({ cause }) => cause)).toEqual(['session-only']);
  });
});

describe('files of other projects', () => {
  const fixtures = fileURLToPath(new URL('../../../shared/fixtures', import.meta.url));
  const there = existsSync(fixtures);
  if (!there) console.info('no ../shared/fixtures here: files of other projects are not read');
  const expected = {
    'otlp-json': 'otlp-json',
    'openinference-otlp': 'otlp-json',
    litellm: /^litellm-/,
    'envoy-ai-gateway': 'otlp-json',
  } as const;
  it.each(Object.entries(expected))('%s: every record is an event, none is skipped in silence', (name, format) => {
    if (!there) return;
    const names = readdirSync(path.join(fixtures, name)).filter((file) => file.endsWith('.json'));
    const report = audit([path.join(fixtures, name)]);
    expect(report.generated_from.inputs).toHaveLength(names.length);
    for (const input of report.generated_from.inputs) {
      expect({ ...input, rejected: input.rejected, records: input.records }).toMatchObject({
        records: 1,
        rejected: 0,
        format: expect.stringMatching(format),
      });
      expect(input.events + input.skipped).toBe(1);
    }
    expect(report.ledger.events).toBe(report.ledger.billed_calls + report.ledger.excluded_events);
  });
});
