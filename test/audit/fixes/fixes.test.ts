// Fix configurations: they parse in their own language and name every field, whatever the contract requires.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findings } from '../../../src/audit/findings/index.ts';
import { fieldsToCarry, fixableCodes, fixTools } from '../../../src/audit/fixes/index.ts';
import { defaultContract } from '../../../src/contract/default-contract.ts';

const fields = ['trace_id', 'owner_team', 'workflow_id', 'feature'] as const;
const textOf = (id: string, of: readonly (typeof fields)[number][] = fields): string => {
  const tool = fixTools.find((one) => one.id === id);
  if (!tool) throw new Error(`no tool ${id}`);
  return tool.text(of);
};

describe('every tool', () => {
  it.each(fixTools)('$id names every field', ({ text, note }) => {
    for (const name of ['owner.team', 'workflow.id', 'feature'])
      expect(text(fields)).toMatch(new RegExp(name.replace('.', '[-_]?'), 'i'));
    expect(note).toMatch(/\.$/);
  });
});

it('the codes are findings', () => {
  const codes = findings.map(({ code }) => code);
  expect(fixableCodes.filter((code) => !codes.includes(code))).toEqual([]);
});

describe('fields', () => {
  it('are those the contract wants', () => {
    expect(fieldsToCarry('contract/field-missing', defaultContract())).toEqual(fields);
    expect(fieldsToCarry('contract/owner-missing', defaultContract())).toEqual(['owner_team']);
    expect(fieldsToCarry('contract/recommended-missing', defaultContract())).toEqual([
      'trace_id',
      'cost_center',
      'workflow_id',
      'feature',
      'tenant_id_hash',
      'user_id_hash',
      'environment',
    ]);
    expect(fieldsToCarry('price/mismatch', defaultContract())).toBeUndefined();
  });
});

describe('configurations', () => {
  it('of Bifrost and Portkey are JSON', () => {
    expect(JSON.parse(textOf('bifrost'))).toEqual({
      client: {
        enable_logging: true,
        required_headers: { 'x-bf-dim-owner-team': '*', 'x-bf-dim-workflow-id': '*', 'x-bf-dim-feature': '*' },
      },
    });
    expect(JSON.parse(textOf('portkey'))).toMatchObject({
      type: 'object',
      required: ['owner_team', 'workflow_id', 'feature'],
      additionalProperties: true,
    });
  });

  it('of LiteLLM is YAML down to the hook', () => {
    const [licensed = '', hook = ''] = textOf('litellm').split('\n\n');
    expect(parse(licensed)).toEqual({
      general_settings: {
        enforced_params: ['metadata.owner_team', 'metadata.workflow_id', 'metadata.feature'],
      },
    });
    expect(parse(hook)).toEqual({ litellm_settings: { callbacks: 'attribution_guard.guard' } });
    expect(textOf('litellm', ['owner_team'])).toContain('REQUIRED = ("owner_team",)');
  });

  it('of Kong and the collector are YAML', () => {
    const kong = parse(textOf('kong')) as { plugins: [{ name: string; config: { access: [string] } }] };
    expect(kong.plugins[0].name).toBe('pre-function');
    expect(kong.plugins[0].config.access[0]).toContain(
      'local required = { "traceparent", "x-owner-team", "x-workflow-id", "x-feature" }',
    );
    const collector = parse(textOf('otel-collector')) as {
      processors: { 'transform/ownership': { trace_statements: [{ statements: string[] }] } };
    };
    expect(collector.processors['transform/ownership'].trace_statements[0].statements).toHaveLength(6);
  });

  it('of Envoy are two lists', () => {
    const [routes = '', log = ''] = textOf('envoy').split('\n\n');
    expect(parse(routes)).toHaveLength(4);
    expect(parse(routes)).toContainEqual({
      match: { prefix: '/', headers: [{ name: 'x-feature', present_match: true, invert_match: true }] },
      direct_response: { status: 400, body: { inline_string: 'missing header x-feature' } },
    });
    expect(parse(log)).toHaveLength(1);
  });
});
