import { expect, test } from 'vitest';
import { datadogSpanId, datadogTraceId } from '../../src/formats/datadog-ids.ts';

test.each([
  ['12623130000000000123', '6903738200000000', '6903738200000000af2e5ddad393a07b'],
  ['1', '6936a28c00000000', '6936a28c000000000000000000000001'],
  ['0', '6936a28c00000000', '6936a28c000000000000000000000000'],
  ['1', undefined, '0000000000000001'],
  ['1', '0000000000000000', '0000000000000001'],
  ['0', undefined, undefined],
  ['6903738200000000AF2D3775DFC70530', undefined, '6903738200000000af2d3775dfc70530'],
  ['139765478129834798127398127398127', undefined, '000006e4169dd02e1b765284fb4becef'],
  ['undefined', undefined, undefined],
  ['trace-a', undefined, 'trace-a'],
])('trace id %s with high half %s is %s', (low, high, id) => {
  expect(datadogTraceId(low, high)).toBe(id);
});

test.each([
  ['14624140233640368324', 'caf3620f7ba1d8c4'],
  ['18446744073709551615', 'ffffffffffffffff'],
  [7, '0000000000000007'],
  ['0', undefined],
  ['undefined', undefined],
  ['span-1', 'span-1'],
])('span id %s is %s', (decimal, id) => {
  expect(datadogSpanId(decimal)).toBe(id);
});
