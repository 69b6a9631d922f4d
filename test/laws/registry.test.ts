// The laws hold with a registry too: the books balance, the order is irrelevant, and a team by another name costs the same.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupNames } from '../../src/audit/group-keys.ts';
import { parseUsd, usdToDecimal } from '../../src/model/money.ts';
import type { RegistryWire } from '../../src/model/registry.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold, reportOf } from './law.ts';
import { withoutProvenance } from './without-provenance.ts';

/** Some of the names the generator uses, a merger in the middle of its days, and rules that meet its keys. */
const names = ['support', 'sales', 'search', 'claims', 'platform'];
const registryOf = (rename: (id: string) => string, turned = false): RegistryWire => {
  const identities = [
    { match: { virtual_key: '*' }, team: rename('platform') },
    { match: { api_key_id: '*a*' }, team: rename('sales'), exclusive: true },
    { match: { service: '*' }, team: rename('support'), workflow_id: 'w', feature: 'f', exclusive: true },
  ];
  return {
    teams: names.map((name) => ({
      id: rename(name),
      aliases: rename(name) === name ? [] : [name],
      cost_center: `cc-${name}`,
    })),
    identities: turned ? identities.reverse() : identities,
  };
};
const settingsOf = (file: RegistryWire) => ({ registry: readRegistry(file, 'r'), group_by: groupNames });
const plain = settingsOf(registryOf((id) => id));

it('the parts add up to the total in every grouping', async () => {
  await hold(anyLog, 40, async (lines) => {
    const { totals, coverage, groups } = await reportOf(inputsOfLines(lines), plain);
    const add = (amounts: readonly string[]): string =>
      usdToDecimal(amounts.reduce((sum, text) => sum + (parseUsd(text) ?? 0n), 0n));
    expect(add([coverage.proven.usd, coverage.recoverable.usd, coverage.unattributed.usd])).toBe(totals.spend_usd);
    expect(add(Object.values(coverage.grades).map(({ usd }) => usd))).toBe(totals.spend_usd);
    for (const [name, rows] of Object.entries(groups))
      expect([name, add(rows.map(({ usd }) => usd))]).toEqual([name, totals.spend_usd]);
  });
});

it('the order of records and of rules is irrelevant', async () => {
  const turned = settingsOf(registryOf((id) => id, true));
  await hold(anyLog, 40, async (lines) => {
    const [one, other] = [inputsOfLines(lines), inputsOfLines([...lines].reverse())];
    expect(withoutProvenance(await reportOf(other, turned))).toEqual(withoutProvenance(await reportOf(one, plain)));
  });
});

it('renaming a team changes no total', async () => {
  const renamed = settingsOf(registryOf((id) => `team-${id}`));
  await hold(fc.tuple(anyLog), 40, async ([lines]) => {
    const [before, after] = [
      await reportOf(inputsOfLines(lines), plain),
      await reportOf(inputsOfLines(lines), renamed),
    ];
    expect(after.totals).toEqual(before.totals);
    expect(after.coverage).toEqual(before.coverage);
    const amounts = ({ groups }: typeof before) => (groups.owner_team ?? []).map(({ usd }) => usd);
    expect(amounts(after)).toEqual(amounts(before));
  });
});
