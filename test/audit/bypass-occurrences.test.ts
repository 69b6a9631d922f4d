// A call that went around the gateway is told whether or not there is a registry, which gives its call other words.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { inputOf } from '../generate/in-memory.ts';
import { sampleSettings, samplesFolder } from './finding-samples.ts';

it('a bypass by a call of a registered team is a bypass', async () => {
  const name = 'trace/gateway-bypassed/hit/input.jsonl';
  const { events } = await readInputs([inputOf(name, readFileSync(`${samplesFolder}${name}`))]);
  const registry = readRegistry({ teams: [{ id: 'support' }] }, 'registry.json');
  const said = [sampleSettings, { ...sampleSettings, registry }].map((settings) =>
    audit(events, [], settings).findings.find(({ code }) => code === 'trace/gateway-bypassed'),
  );
  expect(said[0]?.count).toBeGreaterThan(0);
  expect(said[1]).toEqual(said[0]);
});
